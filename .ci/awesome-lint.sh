#!/usr/bin/env bash
# Runs awesome-lint and relist on a list for each row of docs/awesome-lint.md. Needs node 20, npm with its registry, and a
# relist (RELIST, or the one that cargo builds).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() {
    echo "$1: awesome-lint is not compared"
    exit 0
}

command -v npm >/dev/null || skip 'there is no npm'
npm install --silent --no-audit --no-fund --prefix "$work" awesome-lint@2.3.0 >"$work/npm.log" 2>&1 ||
    skip 'no npm packages can be had'
if [[ -z ${RELIST:-} ]]; then
    cargo build --quiet --manifest-path "$root/Cargo.toml"
    RELIST=${CARGO_TARGET_DIR:-$root/target}/debug/relist
fi
MODULES=$work RELIST=$RELIST node "$root/.ci/awesome-lint.mjs"

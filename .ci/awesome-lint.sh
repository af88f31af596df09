#!/usr/bin/env bash
# Runs awesome-lint and relist on a list for each row of docs/awesome-lint.md. Needs node 20, npm with its registry, and a
# relist (RELIST, or the one that cargo builds).
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

skip() {
    echo "$1: awesome-lint is not compared"
    exit 0
}

command -v npm >/dev/null || skip 'there is no npm'
npm install --silent --no-audit --no-fund --prefix "$work" awesome-lint@2.3.0 >"$work/npm.log" 2>&1 ||
    skip 'no npm packages can be had'
need_relist
MODULES=$work node "$root/.ci/awesome-lint.mjs"

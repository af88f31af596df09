#!/usr/bin/env bash
# Runs the SQL of docs/duckdb.md on the fixtures, and compares what it gives with what stands there; `--bless` writes
# that down. Needs python3 with venv, a registry of Python packages, and a relist (RELIST, or the one that cargo builds).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [[ -z ${RELIST:-} ]]; then
    cargo build --quiet --manifest-path "$root/Cargo.toml"
    RELIST=${CARGO_TARGET_DIR:-$root/target}/debug/relist
fi

python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip --disable-pip-version-check --quiet install 'duckdb>=1.3'
lists=("$root"/fixtures/lists/{models-by-date,models-cut-off,one-hurried-row,open-models,projects-by-topic}.md)
"$RELIST" extract --quiet --no-config --format jsonl --output "$work/entries.jsonl" "${lists[@]}"

"$work/venv/bin/python" "$root/.ci/page_sql.py" "$work" "$root/docs/duckdb.md" "$@"

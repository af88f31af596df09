#!/usr/bin/env bash
# Runs the SQL of docs/duckdb.md on the fixtures, and compares what it gives with what stands there; `--bless` writes
# that down. Needs python3 with venv, a registry of Python packages, and a relist (RELIST, or the one that cargo builds).
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
need_relist
python_packages 'duckdb>=1.3'
lists=("$root"/fixtures/lists/{models-by-date,models-cut-off,one-hurried-row,open-models,projects-by-topic}.md)
"$RELIST" extract --quiet --no-config --format jsonl --output "$work/entries.jsonl" "${lists[@]}"

"$work/venv/bin/python" "$root/.ci/page_sql.py" "$work" "$root/docs/duckdb.md" "$@"

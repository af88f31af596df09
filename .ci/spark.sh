#!/usr/bin/env bash
# The PySpark job of docs/spark.md, on the lists of this repository. Needs java, python3 with venv, a registry of Python
# packages, and the wheel that .ci/wheel.sh has built.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheel=$(find "${CARGO_TARGET_DIR:-$root/target}/wheels" -name 'relist-*.whl' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2)

python3 -m venv "$work/venv"
"$work/venv/bin/pip" --disable-pip-version-check --quiet install "$wheel" pyspark pyarrow 'pandas<3'
PATH=$work/venv/bin:$PATH
cd "$work"
python "$root/python/examples/spark_texts.py" texts.parquet
python "$root/python/examples/spark_entries.py" texts.parquet entries >answers 2>log || { cat log >&2; exit 1; }

expect() {
    tr -d ' ' <answers | grep --fixed-strings --quiet "$1" || { cat answers >&2; echo "spark: there is no $1" >&2; exit 1; }
}
lists=$(find "$root/fixtures/lists" -name '*.md' | wc -l)
# An entry that all lists have, one that each has since then, and what cannot be read.
expect "|https://relist.example|relist|$((lists * 5))|"
expect '|base-models-bullets-0|relist|https://relist.example|2026-10-20|'
expect '|not-utf-8|2026-10-20|UnicodeDecodeError:'
expect '|not-there|2026-10-20|AttributeError:'
[[ -d entries/day=2026-08-01 && -d entries/day=2026-10-20 ]]
echo 'spark: both questions are answered'

#!/usr/bin/env bash
# The jobs of docs/many-lists.md, on the lists of this repository: DuckDB and Spark write the same entries, and give the same
# answers. Needs python3 with venv, a registry of Python packages, and the wheel that .ci/wheel.sh has built; without java,
# only DuckDB is tried.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wheel=$(find "${CARGO_TARGET_DIR:-$root/target}/wheels" -name 'relist-*.whl' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2)
engines=(duckdb)
if command -v java >/dev/null; then engines+=(spark); fi

python3 -m venv "$work/venv"
packages=(duckdb pyarrow)
if [[ " ${engines[*]} " == *' spark '* ]]; then packages+=(pyspark 'pandas<3'); fi
"$work/venv/bin/pip" --disable-pip-version-check --quiet install "$wheel" "${packages[@]}"
export PATH=$work/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
cd "$work"
python "$root/python/examples/list_texts.py" texts.parquet

expect() {
    grep --fixed-strings --line-regexp --quiet "  $2" "$1" || { cat "$1" >&2; echo "$1 does not say: $2" >&2; exit 1; }
}
lists=$(find "$root/fixtures/lists" -name '*.md' | wc -l)
for engine in "${engines[@]}"; do
    python "$root/python/examples/${engine}_entries.py" texts.parquet "$engine" >"$engine.txt" 2>"$engine.log" ||
        { cat "$engine.log" >&2; exit 1; }
    # An entry that all lists have, under the name that most of them give it; one that each has since then; what cannot be read.
    expect "$engine.txt" "https://relist.example | relist | $((lists * 10))"
    expect "$engine.txt" 'base-models-bullets-0 | Relist | https://relist.example | 2026-10-20'
    expect "$engine.txt" 'not-there | 2026-10-20 | ValueError: the text is missing'
    grep --quiet '^  not-utf-8 | 2026-10-20 | UnicodeDecodeError: ' "$engine.txt"
    [[ -d $engine/day=2026-08-01 && -d $engine/day=2026-10-20 ]]
done
if [[ -d spark ]]; then
    diff duckdb.txt spark.txt
    python - <<'END'
import duckdb

one, other = [f"SELECT * FROM read_parquet('{engine}/*/*.parquet')" for engine in ("duckdb", "spark")]
[(count,)] = duckdb.sql(f"SELECT count(*) FROM ({one})").fetchall()
apart = duckdb.sql(f"({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one})").fetchall()
assert count > 1000 and not apart, (count, apart[:3])
print(count, "entries, the same in both")
END
fi
echo "${engines[*]}: all questions are answered"

"""Texts to try `spark_entries.py` and `duckdb_entries.py` with: lists on three days, on the last with two entries more, and two
that cannot be read.

    python list_texts.py TEXTS [--lists FOLDER] [--copies N]

FOLDER holds lists, by default those of this repository. Of each, N lists are made that differ in some of their entries.
"""

import argparse
import datetime
import random
from pathlib import Path

import pyarrow
import pyarrow.parquet

SCHEMA = pyarrow.schema([("list", pyarrow.string()), ("day", pyarrow.date32()), ("body", pyarrow.binary())])
DAYS = [datetime.date(2026, 8, 1), datetime.date(2026, 10, 1), datetime.date(2026, 10, 20)]


def texts(folder, copies):
    for path in sorted(folder.rglob("*.md")):
        body = path.read_bytes()
        for copy in range(copies):
            other = another(body, copy)
            for day in DAYS:
                yield f"{path.stem}-{copy}", day, other
                # The last version has more.
                if day == DAYS[-2]:
                    # Most lists agree on its name.
                    new = f"- [{'relist' if copy else 'Relist'}](https://relist.example) - Tidies lists.\n"
                    own = f"- [{path.stem}](https://lists.example/{path.stem}/{copy}) - A list.\n"
                    other += f"\n## Added\n\n{new}{own}".encode()
    yield "not-there", DAYS[-1], None
    yield "not-utf-8", DAYS[-1], b"- [caf\xe9](https://cafe.example)\n"


def another(body, copy):
    """A list like it: of the lines with links, one in fifty is left out, and one in ten leads elsewhere."""
    chance = random.Random(copy)
    lines = []
    for line in body.splitlines(keepends=True):
        drawn = chance.random() if b"](http" in line else 1
        if drawn < 0.02:
            continue
        lines.append(line.replace(b"](https://", b"](https://copy-%d." % copy) if drawn < 0.12 else line)
    return b"".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts")
    parser.add_argument("--lists", type=Path, default=Path(__file__).parents[2] / "fixtures" / "lists")
    parser.add_argument("--copies", type=int, default=10)
    arguments = parser.parse_args()
    count = 0
    with pyarrow.parquet.ParquetWriter(arguments.texts, SCHEMA, compression="zstd") as writer:
        # A row group is what Spark can give to a core: of one large group, only one core would read.
        rows = []
        for row in texts(arguments.lists, arguments.copies):
            rows.append(dict(zip(SCHEMA.names, row)))
            if len(rows) == 256:
                count += write(writer, rows)
        count += write(writer, rows)
    print(count, "texts")


def write(writer, rows):
    writer.write_table(pyarrow.Table.from_pylist(rows, schema=SCHEMA))
    count = len(rows)
    rows.clear()
    return count


if __name__ == "__main__":
    main()

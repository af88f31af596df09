"""Texts to try `spark_entries.py` with: the lists of this repository on three days, on the last with two entries more, and two
that cannot be read.

    python spark_texts.py TEXTS
"""

import datetime
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet

LISTS = sorted((Path(__file__).parents[2] / "fixtures" / "lists").glob("*.md"))
NEW = "- [relist](https://relist.example) - Tidies lists.\n"


def texts():
    for path in LISTS:
        for copy in range(5):
            for day in ["2026-08-01", "2026-10-01", "2026-10-20"]:
                body = path.read_bytes()
                if day == "2026-10-20":
                    body += f"\n## Added\n\n{NEW}- [{path.stem}](https://lists.example/{path.stem}/{copy}) - A list.\n".encode()
                yield f"{path.stem}-{copy}", day, body
    yield "not-utf-8", "2026-10-20", b"- [caf\xe9](https://cafe.example)\n"
    yield "not-there", "2026-10-20", None


rows = [{"list": name, "day": datetime.date.fromisoformat(day), "body": body} for name, day, body in texts()]
schema = pyarrow.schema([("list", pyarrow.string()), ("day", pyarrow.date32()), ("body", pyarrow.binary())])
pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), sys.argv[1])
print(len(rows), "texts")

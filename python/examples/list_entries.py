"""What `spark_entries.py` and `duckdb_entries.py` share: how texts become entries, and what is asked of these.

A text is a row with `list` (the name of a list), `day` (the date of this version) and `body` (the bytes of its README). Each
of its entries becomes a row, and a text that cannot be read becomes one row with the `error`.
"""

import json

import pyarrow
import relist

# So many texts are read at a time: a process holds them and all that is made of them.
TEXTS_AT_ONCE = 16

ENTRIES = pyarrow.schema(
    {
        "list": pyarrow.string(),
        "day": pyarrow.date32(),
        "line": pyarrow.int32(),
        "name": pyarrow.string(),
        "url": pyarrow.string(),
        "cells": pyarrow.string(),
        "error": pyarrow.string(),
    }
)

# Both engines understand this SQL. `mode` is the most common value, the first in the alphabet where two are as common.
QUESTIONS = {
    # How many lists have an address, as far as their latest versions tell.
    "Shared": """
        SELECT url, mode() WITHIN GROUP (ORDER BY name) AS name, count(DISTINCT list) AS lists
        FROM entries JOIN (SELECT list, max(day) AS day FROM entries WHERE error IS NULL GROUP BY list) USING (list, day)
        WHERE url IS NOT NULL
        GROUP BY url HAVING count(DISTINCT list) > 1
        ORDER BY lists DESC, url
    """,
    # What a list has had for at most a month; of a list whose first version is as young, nothing is known to be new.
    "Added": """
        SELECT list, mode() WITHIN GROUP (ORDER BY name) AS name, url, min(day) AS added
        FROM entries JOIN (SELECT list, min(day) AS first FROM entries WHERE error IS NULL GROUP BY list) USING (list)
        WHERE url IS NOT NULL
        GROUP BY list, url, first
        HAVING min(day) > first AND min(day) > (SELECT max(day) - INTERVAL 1 MONTH FROM entries)
        ORDER BY added DESC, list, url
    """,
    "Not read": "SELECT list, day, error FROM entries WHERE error IS NOT NULL ORDER BY list, day",
}


def read(texts):
    """The entries of a record batch of texts."""
    rows = []
    for text in texts.to_pylist():
        place = {"list": text["list"], "day": text["day"]}
        try:
            rows.extend({**place, **row} for row in entries_of(text["body"]))
        except Exception as error:
            rows.append({**place, "error": f"{type(error).__name__}: {error}"})
    return pyarrow.RecordBatch.from_pylist(rows, schema=ENTRIES)


def entries_of(body):
    if body is None:
        raise ValueError("the text is missing")
    for entry in relist.extract(body.decode()):
        # An entry goes by its first link, whatever its list calls the column.
        link = next(iter(entry["links"]), {"text": None, "url": None})
        yield {
            "line": entry["line"],
            "name": link["text"],
            "url": link["url"],
            "cells": json.dumps(entry["cells"], ensure_ascii=False),
        }


def answer(ask):
    """Prints the first ten rows of each answer; `ask` takes SQL and gives the names of columns, and rows."""
    for title, question in QUESTIONS.items():
        names, rows = ask(f"{question} LIMIT 10")
        print(f"{title}:")
        for row in [names, *rows]:
            print("  " + " | ".join("" if cell is None else str(cell) for cell in row))

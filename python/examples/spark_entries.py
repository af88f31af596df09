"""A PySpark job: the texts of lists in Parquet become entries in Parquet, and two questions about them are answered.

    spark-submit spark_entries.py TEXTS ENTRIES

TEXTS has a row for each version of a list: `list` (its name), `day` (a date) and `body` (the bytes of its README). ENTRIES is
written with a row for each entry, in a folder for each day. A text that cannot be read has one row there, with the `error`.
"""

import json
import sys

import pyarrow
import relist
from pyspark.sql import SparkSession

SCHEMA = "list string, day date, line int, name string, url string, cells string, error string"

# In how many lists an address is, as far as their latest versions tell.
SHARED = """
    SELECT url, min(name) AS name, count(DISTINCT list) AS lists
    FROM entries JOIN (SELECT list, max(day) AS day FROM entries WHERE error IS NULL GROUP BY list) USING (list, day)
    WHERE url IS NOT NULL
    GROUP BY url HAVING count(DISTINCT list) > 1
    ORDER BY lists DESC, url
"""

# What a list has had for at most a month; of a list whose first version is as young, nothing is known to be new.
ADDED = """
    SELECT list, first_value(name) AS name, url, min(day) AS added
    FROM entries JOIN (SELECT list, min(day) AS first FROM entries WHERE error IS NULL GROUP BY list) USING (list)
    WHERE url IS NOT NULL
    GROUP BY list, url, first
    HAVING added > first AND added > (SELECT add_months(max(day), -1) FROM entries)
    ORDER BY added DESC, list, url
"""


def entries(texts):
    """Called in a Python process of each core, with a part of the texts at a time."""
    for batch in texts:
        rows = []
        for text in batch.to_pylist():
            place = {"list": text["list"], "day": text["day"]}
            try:
                rows.extend({**place, **row} for row in entries_of(text["body"]))
            except Exception as error:
                rows.append({**place, "error": f"{type(error).__name__}: {error}"})
        yield pyarrow.RecordBatch.from_pylist(rows, schema=ARROW)


ARROW = pyarrow.schema(
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


def entries_of(body):
    for entry in relist.extract(body.decode()):
        # An entry goes by its first link, whatever its list calls the column.
        link = next(iter(entry["links"]), {"text": None, "url": None})
        yield {
            "line": entry["line"],
            "name": link["text"],
            "url": link["url"],
            "cells": json.dumps(entry["cells"], ensure_ascii=False),
        }


def main(texts, written):
    spark = SparkSession.builder.appName("entries of lists").getOrCreate()
    read = spark.read.parquet(texts).select("list", "day", "body")
    read.mapInArrow(entries, SCHEMA).write.mode("overwrite").partitionBy("day").parquet(written)
    spark.read.parquet(written).createOrReplaceTempView("entries")
    for title, query in {"Shared": SHARED, "Added": ADDED}.items():
        print(f"{title}:")
        spark.sql(query).show(10, truncate=60)
    print("Not read:")
    spark.sql("SELECT list, day, error FROM entries WHERE error IS NOT NULL ORDER BY list, day").show(10, truncate=60)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])

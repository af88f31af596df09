"""A PySpark job: the texts of lists in Parquet become entries in Parquet, and questions about them are answered.

    spark-submit spark_entries.py TEXTS ENTRIES

`list_entries.py` tells what the columns of TEXTS and ENTRIES are. ENTRIES is a folder with a folder for each day.
"""

import sys
from pathlib import Path

from pyspark.sql import SparkSession

import list_entries

SCHEMA = "list string, day date, line int, name string, url string, cells string, error string"


def entries(texts):
    """Called in a Python process of each core, with a part of the texts at a time."""
    for batch in texts:
        yield list_entries.read(batch)


def main(texts, written):
    spark = SparkSession.builder.appName("entries of lists").getOrCreate()
    # The Python processes import it, too.
    spark.sparkContext.addPyFile(str(Path(list_entries.__file__)))
    # Texts are ten times as long as their Parquet: parts of the usual 128 MB would be few, and leave cores without work.
    spark.conf.set("spark.sql.files.maxPartitionBytes", 16 << 20)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", list_entries.TEXTS_AT_ONCE)
    read = spark.read.parquet(texts).select("list", "day", "body")
    read.mapInArrow(entries, SCHEMA).write.mode("overwrite").partitionBy("day").parquet(written)
    spark.read.parquet(written).createOrReplaceTempView("entries")

    def ask(question):
        answer = spark.sql(question)
        return answer.columns, answer.collect()

    list_entries.answer(ask)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])

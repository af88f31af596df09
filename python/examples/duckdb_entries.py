"""The same as `spark_entries.py` on one machine, with DuckDB: texts in Parquet become entries in Parquet, and questions about
them are answered.

    python duckdb_entries.py TEXTS ENTRIES [WORKERS]

`list_entries.py` tells what the columns of TEXTS and ENTRIES are. ENTRIES is a folder with a folder for each day. WORKERS is
the number of processes that read texts (default: one for each core).
"""

import multiprocessing
import os
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet

import list_entries


def batches(texts):
    """The texts of a Parquet file, or of a folder of such files, some at a time."""
    path = Path(texts)
    for file in sorted(path.rglob("*.parquet")) if path.is_dir() else [path]:
        with pyarrow.parquet.ParquetFile(file) as parquet:
            yield from parquet.iter_batches(list_entries.TEXTS_AT_ONCE, columns=["list", "day", "body"])


def read_in_processes(texts, workers):
    """The entries of all texts in their order. As many processes read as there are `workers`, each at most two parts ahead."""
    # A fork would take the threads of DuckDB and Arrow along half alive.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting = deque()
        for batch in texts:
            waiting.append(pool.submit(list_entries.read, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def main(texts, written, workers=os.cpu_count()):
    connection = duckdb.connect()
    found = read_in_processes(batches(texts), int(workers))
    reader = pyarrow.RecordBatchReader.from_batches(list_entries.ENTRIES, found)
    connection.from_arrow(reader).to_parquet(written, partition_by=["day"], overwrite=True)
    connection.read_parquet(f"{written}/*/*.parquet", hive_partitioning=True).create_view("entries")

    def ask(question):
        answer = connection.sql(question)
        return answer.columns, answer.fetchall()

    list_entries.answer(ask)


if __name__ == "__main__":
    main(*sys.argv[1:])

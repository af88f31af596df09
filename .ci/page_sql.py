"""Runs the blocks of SQL in a page, and compares each result with the block of text that follows it.

page_sql.py FOLDER PAGE [--bless]: the SQL runs in FOLDER; with --bless, the results are written into PAGE.
"""

import os
import re
import sys

import duckdb

BLOCK = re.compile(r"^```(sql|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def table(columns, rows):
    """A result as lines, its columns padded."""
    cells = [columns] + [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = (" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in cells)
    return "".join(line + "\n" for line in lines)


def main(folder, path, bless=None):
    with open(path, encoding="utf-8") as file:
        page = file.read()
    path = os.path.abspath(path)
    os.chdir(folder)
    connection = duckdb.connect()
    result, compared, wrong = None, 0, 0

    def run(block):
        nonlocal result, compared, wrong
        kind, text = block.groups()
        if kind == "sql":
            answer = connection.execute(text)
            result = table([column[0] for column in answer.description], answer.fetchall())
            return block.group()
        compared += 1
        if text != result:
            wrong += 1
            print(f"{path}: this stands there:\n{text}\nand this comes of it:\n{result}")
        return f"```text\n{result}```"

    blessed = BLOCK.sub(run, page)
    if bless == "--bless":
        with open(path, "w", encoding="utf-8") as file:
            file.write(blessed)
    elif wrong or not compared:
        sys.exit(1)
    print(f"{compared} results are what {os.path.basename(path)} says")


main(*sys.argv[1:])

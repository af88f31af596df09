#!/usr/bin/env python3
"""Compares the pages that GitHub shows of markdown files before and after formatting.

    same_page.py BEFORE AFTER

Both are files, or folders with the same files. cmark-gfm, which is GitHub's own renderer, makes HTML of both. Rows, list
items (with whether their list is tight or loose), paragraphs, headings and code blocks are compared as multisets, with
where their links lead, up to the spellings that a formatter may mend without asking. Nothing here knows relist.
"""

import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
from cmarkgfm.cmark import Options

from conserve import cell, url

KINDS = {"tr": "row", "li": "item", "p": "paragraph", "pre": "code", **{f"h{n}": f"h{n}" for n in range(1, 7)}}
# What these hold is counted apart from the block around them.
APART = {"ul", "ol", "table", "blockquote", "dl"}


class Page(HTMLParser):
    """The blocks of a page, each with its kind, the blocks it is nested in, its words and its links."""

    def __init__(self):
        super().__init__()
        self.blocks, self.open, self.nesting = Counter(), [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in APART:
            self.nesting.append(tag)
        if tag == "p" and self.open and self.open[-1]["tag"] == "li" and self.open[-1]["depth"] == len(self.nesting):
            self.open[-1]["loose"] = True
        elif tag in KINDS:
            self.open.append({"tag": tag, "cells": [[]], "links": [], "loose": False, "depth": len(self.nesting)})
        elif tag in ("td", "th") and self.open:
            self.open[-1]["cells"].append([])
        for name in ("href", "src"):
            if attributes.get(name) and self.open:
                self.open[-1]["links"].append(url(attributes[name]))

    def handle_endtag(self, tag):
        if tag in APART and tag in self.nesting:
            while self.nesting.pop() != tag:
                pass
        if tag in KINDS and self.open and self.open[-1]["tag"] == tag:
            block = self.open.pop()
            words = tuple(cell("".join(texts)) for texts in block["cells"])
            kind = KINDS[tag] + (" (loose)" if block["loose"] else "")
            self.blocks[kind, tuple(self.nesting), words, tuple(sorted(block["links"]))] += 1

    def handle_data(self, text):
        if self.open and self.open[-1]["depth"] == len(self.nesting):
            self.open[-1]["cells"][-1].append(text)


def page(path):
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    reader = Page()
    reader.feed(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))
    reader.close()
    return reader.blocks


def main(before, after):
    before, after = Path(before), Path(after)
    names = [None] if before.is_file() else sorted(path.relative_to(before) for path in before.rglob("*.md"))
    totals, failed = Counter(), False
    for name in names:
        old, new = (page(path / name if name else path) for path in (before, after))
        for (kind, *_), count in old.items():
            totals[kind.removesuffix(" (loose)")] += count
        if old != new:
            failed = True
            print(f"{name or before}: GitHub shows another page", file=sys.stderr)
            for sign, blocks in (("-", old - new), ("+", new - old)):
                for block in list(blocks.elements())[:5]:
                    print(f"    {sign} {str(block)[:300]}", file=sys.stderr)
    if not totals["row"] or not totals["item"]:
        sys.exit("there are no rows or items to compare")
    counts = ", ".join(f"{totals[kind]} {kind}s" for kind in ("row", "item", "paragraph"))
    print(f"{len(names)} files, {counts}: before {'≠' if failed else '='} after")
    return failed


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))

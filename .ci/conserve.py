#!/usr/bin/env python3
"""Counts what stands in markdown files before and after formatting, in its own naive way.

    conserve.py BEFORE AFTER

Both are files, or folders with the same files. Rows, links and comments are read line by line with regular
expressions and compared as multisets, up to the spellings that a formatter may mend without asking. Nothing here knows
relist: where it reads a line wrongly, it reads it wrongly in both.
"""

import re
import sys
from collections import Counter
from pathlib import Path

DELIMITER = re.compile(r"^[\s>*+\-\d.]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
LINK = re.compile(r"""\]\(\s*<?([^)\s>]*)|<(https?:[^>\s]*)>|(?:href|src)\s*=\s*["']?([^"'\s>]+)""", re.I)
BARE = re.compile(r"https?://(?:[^\s<>|()\]\"'`*]|\([^\s()]*\)|\*(?=\w))+", re.I)
COMMENT = re.compile(r"<!--.*?-->", re.S)
TRACKING = re.compile(r"(?<=[?&])(utm_\w+|fbclid|gclid|gclsrc|dclid|[gw]braid|msclkid|yclid|twclid|ttclid|li_fat_id"
                      r"|mc_[ce]id|igshi?d?|_hsenc|_hsmi|__hs\w+|mkt_tok|vero_id|oly_\w+|si|_gl|tag)(=[^&#]*)?(&(amp;)?|(?=#|$))", re.I)
# Who shared a post, and how a video was shared.
POST = re.compile(r"(?<=[?&])(s|t|ref_src|ref_url)(=[^&#]*)?(&(amp;)?|(?=#|$))", re.I)
FEATURE = re.compile(r"(?<=[?&])feature=(shared?|youtu\.be)(&(amp;)?|(?=#|$))", re.I)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def url(text):
    """A URL without what may be spelled in two ways."""
    text = text.rstrip(".,;:!?")
    text = re.sub(r"^http:", "https:", text, flags=re.I)
    text = FEATURE.sub("", TRACKING.sub("", text))
    if re.match(r"https://(www\.)?(x|twitter)\.com/", text, re.I):
        text = POST.sub("", text)
    text = re.sub(r"[?&]+(?=#|$)", "", text)
    return re.sub(r"(\.git)*/*$", "", text)


def cell(text):
    """A cell without what may be spelled in two ways: URLs, dates, the case of units, the space around separators."""
    text = BARE.sub(lambda match: url(match.group()), text.strip()).lower()
    words = re.findall(r"\w+", text)
    numbers = [MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else int(word) % 100
               for word in words if word.isdecimal() or word[:3] in MONTHS]
    if len(words) in (2, 3) and len(numbers) == len(words):
        return "date " + " ".join(map(str, sorted(numbers)))
    return "".join(re.findall(r"[^\W_]+", text))


def row(line):
    """The cells of a row; a bare pipe always splits, an escaped one never does."""
    line = re.sub(r"^[\s>]*", "", line.strip())
    line = re.sub(r"^\|", "", line)
    cells = re.split(r"(?<!\\)\|", line)
    # Blank cells at the end show nothing; those past the last column may go.
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cell(text) for text in cells)


def rows(lines):
    """The lines of each block that has a delimiter row, from the line before that to the next line without a pipe."""
    found, inside = [], False
    for index, line in enumerate(lines):
        if "|" in line and "-" in line and DELIMITER.match(line) and not inside:
            inside = True
            found.append(row(lines[index - 1]) if index else ())
        elif inside and "|" in line and not DELIMITER.match(line):
            found.append(row(line))
        elif "|" not in line:
            inside = False
    return found


def census(path):
    text = path.read_bytes().decode("utf-8")
    links = [url(next(filter(None, match.groups()), "")) for match in LINK.finditer(text)]
    links += [url(match.group()) for match in BARE.finditer(text)]
    comments = [" ".join(match.group().split()) for match in COMMENT.finditer(text)]
    return {"rows": Counter(rows(re.split(r"\r\n|\n|\r", text))), "links": Counter(links), "comments": Counter(comments)}


def main(before, after):
    before, after = Path(before), Path(after)
    names = [None] if before.is_file() else sorted(path.relative_to(before) for path in before.rglob("*.md"))
    totals, failed = Counter(), False
    for name in names:
        old, new = (census(path / name if name else path) for path in (before, after))
        for what, counter in old.items():
            totals[what] += counter.total()
            if counter != new[what]:
                failed = True
                gone, come = counter - new[what], new[what] - counter
                print(f"{name or before}: {what} differ", file=sys.stderr)
                for sign, items in (("-", gone), ("+", come)):
                    for item in list(items.elements())[:5]:
                        print(f"    {sign} {item}", file=sys.stderr)
    if not totals["rows"]:
        sys.exit("there are no rows to count")
    counts = f"{len(names)} files, {totals['rows']} rows, {totals['links']} links, {totals['comments']} comments"
    print(f"{counts}: before {'≠' if failed else '='} after")
    return failed


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))

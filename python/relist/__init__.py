"""Reads markdown awesome-lists into records, learns their house style, and rewrites only what strays from it.

>>> import relist
>>> models = '''\\
... | Model                                            | Size     | Released |
... | ------------------------------------------------ | -------- | -------- |
... | [Mistral](https://mistral.ai/news/announcing)    | 7B       | 09/23    |
... | [Qwen](https://github.com/QwenLM/Qwen)           | 7B       | 08/23    |
... | [Llama 2](https://llama.meta.com)                | 7B, 13B  | 07/23    |
... |[Falcon](https://falconllm.tii.ae)|40 b|2023-05|
... '''

Each function takes the text of a list and, where it matters, the text of a `relist.toml` as `config`. No file is read or
written, and other threads run in the meantime. What cannot be done raises :class:`RelistError`.
"""

from __future__ import annotations

import json
from typing import Any, Optional, TypedDict, Union

from . import _relist
from ._relist import RelistError, __version__

__all__ = [
    "Entry",
    "Finding",
    "Link",
    "RelistError",
    "__version__",
    "check",
    "diff",
    "extract",
    "format",
    "merge",
    "records",
    "render",
    "to_columns",
    "toc",
]


class Link(TypedDict):
    """A link of an entry."""

    column: str
    """The key of its column."""
    text: str
    url: str


class Entry(TypedDict):
    """A row of a table, or an item of a list."""

    listing: str
    """The id of its table or list: that of the heading above it, with a number for further ones."""
    section: list[str]
    """The headings above it, outermost first."""
    line: Optional[int]
    """Its line in the text, from 1."""
    cells: dict[str, Any]
    """What it says, by the key of each column: a date in ISO 8601, amounts, a number, `None`, or text."""
    links: list[Link]
    """The links of all its cells."""


class Finding(TypedDict):
    """What strays, or is broken; `relist schema findings` describes all of it."""

    rule: str
    severity: str
    """`error`, `warning` or `information`."""
    message: str
    bytes: dict[str, int]
    """`start` and `end` in the UTF-8 of the text, from 0."""
    start: dict[str, int]
    """`line` and `column`, from 1."""
    end: dict[str, int]
    related: list[dict[str, Any]]
    fix: Optional[dict[str, Any]]
    """Its `applicability`, `description` and `edits`; `None` where only a person can mend it."""


def extract(text: str, *, config: Optional[str] = None) -> list[Entry]:
    """The entries of a list, with what each says in a normal form, as `relist extract --format jsonl` prints them.

    >>> falcon = extract(models)[-1]
    >>> falcon["cells"]
    {'model': 'Falcon', 'size': [{'count': 40000000000}], 'released': '2023-05'}
    >>> falcon["links"]
    [{'column': 'model', 'text': 'Falcon', 'url': 'https://falconllm.tii.ae'}]
    >>> falcon["line"]
    6
    """
    # Each line is an entry, and a line end inside of a text is escaped. Python reads one array faster than many lines.
    entries = json.loads(f"[{_relist.extract(text, config).rstrip()}]".replace("\n", ","))
    for entry in entries:
        del entry["path"]
    return entries


def records(text: str, *, config: Optional[str] = None) -> dict[str, Any]:
    """All that `relist extract` prints: the listings with columns and entries, each cell with its markdown and value.

    Change `value` or `markdown` of a cell and pass the result to :func:`render`. `relist schema records` describes it.

    >>> listing = records(models)["listings"][0]
    >>> [column["kind"] for column in listing["columns"]]
    ['name', 'size', 'date']
    >>> listing["entries"][0]["cells"]["released"]
    {'markdown': '09/23', 'text': '09/23', 'value': '2023-09'}
    """
    return json.loads(_relist.records(text, config))


def format(text: str, *, unsafe: bool = False, config: Optional[str] = None) -> str:
    """The list with what strays brought back to its own style, as `relist fmt` writes it.

    With `unsafe`, fixes are made that change what a reader sees. The text itself is returned where nothing strays.

    >>> print(format(models).splitlines()[-1])
    | [Falcon](https://falconllm.tii.ae)               | 40B      | 05/23    |
    >>> format(format(models)) == format(models)
    True
    """
    formatted = _relist.format(text, unsafe, config)
    return text if formatted is None else formatted


def check(text: str, config: Optional[str] = None) -> list[Finding]:
    """What strays and what is broken, as `relist check --output-format json` prints it.

    >>> for finding in check(models):
    ...     print(finding["start"]["line"], finding["rule"])
    6 table-layout
    6 size-format
    6 date-format
    """
    findings = json.loads(_relist.check(text, config))["findings"]
    for finding in findings:
        del finding["path"]
    return findings


def render(
    template: Optional[str], records: dict[str, Any], *, force: bool = False, config: Optional[str] = None
) -> str:
    """Writes changed :func:`records` back into the list that they were read from, or without one as a new list.

    Rows that did not change keep their bytes. Records of a list that says something else by now are refused, unless
    `force` is given.

    >>> changed = relist.records(models)
    >>> cell = changed["listings"][0]["entries"][0]["cells"]["released"]
    >>> cell["value"] = "2023-10"
    >>> print(render(models, changed).splitlines()[2])
    | [Mistral](https://mistral.ai/news/announcing)    | 7B       | 10/23    |
    """
    return _relist.render(template, json.dumps(records), force, config)


def diff(old: str, new: str, *, config: Optional[str] = None) -> dict[str, Any]:
    """Which entries and cells differ between two versions, as `relist diff --format json` prints it.

    >>> changes = diff(models, models.replace("2023-05", "2023-06"))
    >>> entry = changes["listings"][0]["entries"][0]
    >>> entry["name"], entry["change"]
    ('Falcon', 'changed')
    """
    return json.loads(_relist.diff(old, new, config))


def merge(base: str, ours: str, theirs: str, *, config: Optional[str] = None) -> tuple[str, int]:
    """Merges two versions that were made from `base`, by entry and cell: the text, and how many conflicts are in it.

    >>> row = "| [Yi](https://01.ai)                              | 34B      | 11/23    |"
    >>> lines = models.splitlines()
    >>> ours = "\\n".join([*lines[:2], row, *lines[2:], ""])
    >>> theirs = models.replace("40 b", "180 b")
    >>> text, conflicts = merge(models, ours, theirs)
    >>> conflicts, "34B" in text, "180 b" in text
    (0, True, True)
    """
    return _relist.merge(base, ours, theirs, config)


def toc(text: str) -> str:
    """The list with its table of contents brought up to date, or with a new one, as `relist toc` writes it.

    >>> names = ["Ants", "Bees", "Flies", "Moths", "Wasps"]
    >>> sections = "".join(f"## {name}\\n" for name in names)
    >>> contents = "".join(f"- [{name}](#{name.lower()})\\n" for name in names)
    >>> toc(contents.replace("- [Flies](#flies)\\n", "") + "\\n" + sections) == contents + "\\n" + sections
    True
    """
    updated = _relist.toc(text)
    return text if updated is None else updated


def to_columns(text: Union[str, list[Entry]], *, config: Optional[str] = None) -> dict[str, list[Any]]:
    """The entries as plain lists, one a column, for pandas, Polars and PyArrow.

    The columns are `listing`, `section` (its headings joined by ` / `), `line`, then those of all listings in the order
    in which they first appear; one called like an earlier one gets a number, `line_2`. What an entry lacks is `None`. A
    column holds values of one type: amounts are numbers where each cell has a single one, and a column of several types
    becomes text, with JSON for what is not text. In place of a text, entries of :func:`extract` may be given.

    >>> columns = to_columns(models)
    >>> columns["model"]
    ['Mistral', 'Qwen', 'Llama 2', 'Falcon']
    >>> columns["size"][:3]
    [[{'count': 7000000000}], [{'count': 7000000000}], [{'count': 7000000000}, {'count': 13000000000}]]
    >>> to_columns(models.replace("7B, 13B", "7B     "))["size"]
    [7000000000, 7000000000, 7000000000, 40000000000]
    """
    entries = extract(text, config=config) if isinstance(text, str) else text
    columns: dict[str, list[Any]] = {
        "listing": [entry["listing"] for entry in entries],
        "section": [" / ".join(entry["section"]) for entry in entries],
        "line": [entry["line"] for entry in entries],
    }
    keys = dict.fromkeys(key for entry in entries for key in entry["cells"])
    taken = {*keys, *columns}
    for key in keys:
        title, number = key, 2
        if key in ("listing", "section", "line"):
            while title in taken:
                title, number = f"{key}_{number}", number + 1
            taken.add(title)
        columns[title] = _of_one_type([entry["cells"].get(key) for entry in entries])
    return columns


def _of_one_type(cells: list[Any]) -> list[Any]:
    said = [cell for cell in cells if cell is not None]
    if all(isinstance(cell, list) and len(cell) == 1 and _is_count(cell[0]) for cell in said):
        cells = [cell and cell[0]["count"] for cell in cells]
        said = [cell for cell in cells if cell is not None]
    types = {type(cell) for cell in said}
    if len(types) <= 1:
        return cells
    if types == {int, float}:
        return [cell if cell is None else float(cell) for cell in cells]
    return [
        cell if cell is None or isinstance(cell, str) else json.dumps(cell, ensure_ascii=False) for cell in cells
    ]


def _is_count(amount: Any) -> bool:
    return isinstance(amount, dict) and amount.keys() == {"count"} and isinstance(amount["count"], (int, float))

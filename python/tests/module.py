"""The installed module, on the fixtures of this repository: `.ci/wheel.sh` runs it."""

import copy
import doctest
import json
import os
import pickle
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

import relist

ROOT = Path(__file__).parents[2]
LISTS = sorted((ROOT / "fixtures" / "lists").glob("*.md"))
HURRIED = (ROOT / "fixtures" / "lists" / "one-hurried-row.md").read_text(encoding="utf-8")


def command(*arguments, text=None):
    """What the command of the same installation prints."""
    done = subprocess.run(
        [sys.executable, "-m", "relist", *arguments], input=text, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


def load_tests(loader, tests, pattern):
    # The example of the module is the list of the others.
    shared = {}
    for example in doctest.DocTestParser().get_examples(relist.__doc__):
        exec(example.source, shared)
    tests.addTests(doctest.DocTestSuite(relist, extraglobs=shared))
    tests.addTests(doctest.DocFileSuite(str(ROOT / "docs" / "python.md"), module_relative=False))
    return tests


class AsTheCommand(unittest.TestCase):
    """The module gives what the command prints."""

    def setUp(self):
        self.assertGreater(len(LISTS), 3)

    def test_entries_are_those_of_json_lines(self):
        for path in LISTS:
            _, printed = command("extract", "--no-config", "--format", "jsonl", str(path))
            printed = [json.loads(line) for line in printed.splitlines()]
            for entry in printed:
                del entry["path"]
            self.assertEqual(relist.extract(path.read_text(encoding="utf-8")), printed, path)

    def test_records_are_those_of_extract(self):
        for path in LISTS:
            _, printed = command("extract", "--no-config", str(path))
            self.assertEqual(relist.records(path.read_text(encoding="utf-8")), json.loads(printed), path)

    def test_findings_are_those_of_check(self):
        for path in LISTS:
            text = path.read_text(encoding="utf-8")
            _, printed = command("check", "--no-config", "--output-format", "json", "-", text=text)
            printed = json.loads(printed)["findings"]
            for finding in printed:
                del finding["path"]
            self.assertEqual(relist.check(text), printed, path)

    def test_format_writes_what_fmt_writes(self):
        for path in LISTS:
            text = path.read_text(encoding="utf-8")
            _, printed = command("fmt", "--no-config", "-", text=text)
            self.assertEqual(relist.format(text), printed, path)

    def test_the_status_of_the_command_is_passed_on(self):
        self.assertEqual(command("check", "--no-config", "-", text=HURRIED)[0], 1)
        self.assertEqual(command("no-such-command")[0], 2)

    def test_versions_agree(self):
        version = os.environ.get("RELIST_VERSION", relist.__version__)
        self.assertEqual(relist.__version__, version)
        self.assertTrue(command("--version")[1].startswith(f"relist {version}"))


class Functions(unittest.TestCase):
    def test_settings_count(self):
        with_setting = "[column.Model]\nmax-length = 3\n"
        rules = {finding["rule"] for finding in relist.check(HURRIED, config=with_setting)}
        self.assertIn("max-length", rules)
        self.assertNotIn("max-length", {finding["rule"] for finding in relist.check(HURRIED)})

    def test_records_that_did_not_change_render_the_same_bytes(self):
        for path in LISTS:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            self.assertEqual(relist.render(text, relist.records(text)), text, path)

    def test_records_alone_make_a_list(self):
        fresh = relist.render(None, relist.records(HURRIED))
        names = [entry["cells"]["model"] for entry in relist.extract(HURRIED)]
        self.assertEqual([entry["cells"]["model"] for entry in relist.extract(fresh)], names)

    def test_records_of_another_version_undo_nothing(self):
        records = relist.records(HURRIED)
        newer = HURRIED.replace("05/23", "04/23", 1)
        self.assertNotEqual(newer, HURRIED)
        with self.assertRaisesRegex(relist.RelistError, "has changed since"):
            relist.render(newer, records)
        self.assertEqual(relist.render(newer, records, force=True), HURRIED)

    def test_a_conflict_is_marked_and_counted(self):
        ours, theirs = HURRIED.replace("05/23", "04/23", 1), HURRIED.replace("05/23", "06/23", 1)
        text, conflicts = relist.merge(HURRIED, ours, theirs)
        self.assertEqual(conflicts, 1)
        self.assertIn("<<<<<<<", text)

    def test_columns_are_as_long_as_there_are_entries_and_of_one_type(self):
        for path in LISTS:
            text = path.read_text(encoding="utf-8")
            entries = relist.extract(text)
            columns = relist.to_columns(entries)
            self.assertEqual(columns, relist.to_columns(text))
            self.assertEqual({len(column) for column in columns.values()}, {len(entries)}, path)
            for title, column in columns.items():
                types = {type(cell) for cell in column if cell is not None}
                self.assertLessEqual(len(types), 1, (path, title))

    def test_a_column_that_is_called_like_a_place_keeps_its_cells(self):
        columns = relist.to_columns("| Line | Line 2 |\n|---|---|\n| red | 1 |\n| blue | 2 |\n")
        self.assertEqual(columns["line"], [3, 4])
        self.assertEqual(columns["line_3"], ["red", "blue"])
        self.assertEqual(len(columns), 5)

    def test_cells_of_several_types_are_text(self):
        entry = {"listing": "a", "section": [], "line": None, "cells": {}, "links": []}
        entries = [copy.deepcopy(entry) for _ in range(4)]
        for entry, cell in zip(entries, ["many", 3, [{"count": 2}], None]):
            entry["cells"] = {"stars": cell, "mean": None}
        columns = relist.to_columns(entries)
        self.assertEqual(columns["stars"], ["many", "3", '[{"count": 2}]', None])
        self.assertEqual(columns["mean"], [None] * 4)

    def test_a_text_without_entries_is_no_error(self):
        self.assertEqual(relist.extract(""), [])
        self.assertEqual(relist.to_columns(""), {"listing": [], "section": [], "line": []})
        self.assertEqual((relist.format(""), relist.toc(""), relist.check("")), ("", "", []))


class Failures(unittest.TestCase):
    def failure(self, function, *arguments, **options):
        with self.assertRaises(relist.RelistError) as caught:
            function(*arguments, **options)
        return caught.exception

    def test_a_conflict_marker_is_named_by_its_line(self):
        text = "# Tools\n\n<<<<<<< HEAD\n- [jq](https://jqlang.org)\n=======\n- [yq](https://yq.example)\n>>>>>>> topic\n"
        for function in (relist.format, relist.toc):
            error = self.failure(function, text)
            self.assertEqual((error.line, error.column), (3, None))
            self.assertIn("conflict marker", str(error))

    def test_a_bad_setting_is_named_by_its_place(self):
        for function in (relist.extract, relist.records, relist.format, relist.check, relist.to_columns):
            error = self.failure(function, HURRIED, config="size = \"7B\"\nordre = 1\n")
            self.assertEqual((error.line, error.column), (2, 1), error)
            self.assertIn("ordre", str(error))

    def test_what_is_not_records_is_named(self):
        error = self.failure(relist.render, None, {"relist": 2, "listing": []})
        self.assertIn("did you mean `listings`?", str(error))
        records = relist.records(HURRIED)
        records["listings"][0]["entries"][0]["cells"]["colour"] = {"markdown": "red"}
        self.assertIn("colour", str(self.failure(relist.render, HURRIED, records)))

    def test_it_is_a_value_error_and_goes_to_other_processes(self):
        error = self.failure(relist.check, "", config="x")
        self.assertIsInstance(error, ValueError)
        copied = pickle.loads(pickle.dumps(error))
        self.assertEqual((type(copied), str(copied), copied.line), (relist.RelistError, str(error), error.line))

    def test_bytes_and_halves_of_characters_are_refused(self):
        with self.assertRaises(TypeError):
            relist.extract(b"# Tools\n")
        with self.assertRaises(UnicodeEncodeError):
            relist.extract("\ud800")


class Threads(unittest.TestCase):
    def test_other_threads_run_in_the_meantime(self):
        text = HURRIED * 400
        ticks, done = [], threading.Event()

        def work():
            relist._relist.check(text, None)
            done.set()

        worker = threading.Thread(target=work)
        worker.start()
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)
        worker.join()
        self.assertGreater(len(ticks), 3)


if __name__ == "__main__":
    unittest.main()

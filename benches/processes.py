#!/usr/bin/env python3
"""Times whole processes beside each other: relist, a process that only parses, and other formatters where installed.

    python3 benches/processes.py [FILE...]

Runs are interleaved, so that what else the machine does falls on all alike; the median counts. Also measured: memory,
twice the input, and a folder of 1,000 files with one core and with all.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROFILE = os.environ.get("RELIST_PROFILE", "release")
RUNS = int(os.environ.get("RELIST_RUNS", "15"))


def build():
    """`relist`, and the program that runs one pass once."""
    command = ["cargo", "build", "--profile", PROFILE, "--bench", "pass", "--bin", "relist", "--message-format=json"]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    messages = [json.loads(line) for line in output.splitlines()]
    return [next(m["executable"] for m in messages if m.get("target", {}).get("name") == name and m.get("executable"))
            for name in ("relist", "pass")]


def run(command, environment=None):
    """Seconds, and the most memory in bytes, of one process; its findings are no failure."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             env={**os.environ, **(environment or {})})
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return elapsed, usage.ru_maxrss * 1024


def race(commands, runs=RUNS):
    """For each label the median of the seconds, and of the memory."""
    measured = {label: [] for label in commands}
    for _ in range(runs):
        for label, (command, environment) in commands.items():
            measured[label].append(run(command, environment))
    return {label: tuple(map(statistics.median, zip(*found))) for label, found in measured.items()}


def peers(file):
    """Other formatters that are installed here, each told to write nothing."""
    known = {
        "rumdl": ["rumdl", "check", "--no-cache", file],
        "prettier": ["prettier", "--check", file],
        "mdformat": ["mdformat", "--check", file],
    }
    return {label: (command, None) for label, command in known.items() if shutil.which(command[0])}


def table(found, yardstick, size=None):
    print("\n| process | ms | ratio | memory (MB) |" + (" of input |" if size else ""))
    print("| --- | --: | --: | --: |" + (" --: |" if size else ""))
    for label, (seconds, memory) in found.items():
        row = f"| {label} | {seconds * 1e3:.1f} | {seconds / found[yardstick][0]:.2f} | {memory / 1e6:.1f} |"
        print(row + (f" {memory / size:.1f} × |" if size else ""), flush=True)


def main():
    relist, parse = build()
    folder = Path(os.environ.get("RELIST_CORPUS", ROOT / "../shared/corpus"))
    lists = sorted(folder.rglob("*.md")) or sorted((ROOT / "fixtures/lists").glob("*.md"))
    largest = max(sorted(folder.glob("seeds/*.md")) or lists, key=lambda path: path.stat().st_size)
    work = Path(tempfile.mkdtemp(prefix="relist-race-"))
    try:
        def commands(file):
            return {
                "bare parser": ([parse, "only-parse", str(file)], None),
                "relist check": ([relist, "check", "--no-config", str(file)], None),
                "relist fmt --check": ([relist, "fmt", "--no-config", "--check", str(file)], None),
                "relist extract": ([relist, "extract", str(file)], None),
            }

        for file in map(Path, sys.argv[1:] or [largest]):
            print(f"\n{file.name}, {file.stat().st_size} bytes")
            start_up = {"relist --version": ([relist, "--version"], None), "true": (["true"], None)}
            table(race({**commands(file), **start_up, **peers(str(file))}), "bare parser")
        for rows in (25_000, 50_000):
            file = work / f"{rows}.md"
            with file.open("w") as out:
                subprocess.run([parse, "print", f"rows:{rows}"], check=True, stdout=out)
            print(f"\n{rows} rows, {file.stat().st_size} bytes")
            table(race(commands(file), 5), "bare parser", file.stat().st_size)
        thousand = work / "thousand"
        thousand.mkdir()
        for number in range(1_000):
            shutil.copyfile(lists[number % len(lists)], thousand / f"{number}.md")
        command = [relist, "check", "--no-config", str(thousand)]
        print("\n1,000 files")
        table(race({"one core": (command, {"RAYON_NUM_THREADS": "1"}), "all cores": (command, None)}, 3), "one core")
    finally:
        shutil.rmtree(work)


main()

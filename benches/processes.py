#!/usr/bin/env python3
"""Times whole processes beside each other: relist, a process that only parses, and other formatters.

    python3 benches/processes.py [--no-peers] [FILE...]

Runs are interleaved, so that what else the machine does falls on all alike; the median counts. Also measured: starting
up, memory, twice the input, and a folder of 1,000 files with one core and with two. Peers that are crates are built from
benches/peers; rumdl, prettier and mdformat are taken from PATH.
"""

import argparse
import json
import os
import resource
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
    """`relist`, and the program that runs one pass once.

    One by one, and relist last: built together, it would get all that crates of the tests want of crates that both use,
    Unicode's tables among it. That is not the program that people install.
    """
    def build_one(kind, name):
        command = ["cargo", "build", "--profile", PROFILE, kind, name, "--message-format=json"]
        output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
        return executable(output, name)

    parse = build_one("--bench", "pass")
    return build_one("--bin", "relist"), parse


def build_peers():
    """The program that formats once with a crate; nothing where the crates cannot be had."""
    command = ["cargo", "build", "--release", "--locked", "--message-format=json"]
    built = subprocess.run(command, cwd=ROOT / "benches/peers", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if built.returncode:
        reason = next((line for line in built.stderr.splitlines() if line.startswith("error")), "no reason given")
        print(f"peers that are crates are left out, for they cannot be built: {reason}")
        return None
    return executable(built.stdout, "peer")


def executable(messages, name):
    """The path of a program, from what cargo says in JSON."""
    messages = [json.loads(line) for line in messages.splitlines()]
    return next(m["executable"] for m in messages if m.get("target", {}).get("name") == name and m.get("executable"))


def installed(program, work):
    """A copy, as installing makes one: starting what a linker has just written takes up to a fifth longer, for it lies
    in the cache of files in the smallest of pieces."""
    return shutil.copy(program, work / f"installed-{Path(program).name}")


def hello_world(work):
    """The least that a program in Rust does."""
    source = work / "hello.rs"
    source.write_text('fn main() {\n    println!("Hello, world!");\n}\n')
    subprocess.run(["rustc", "-O", "-o", work / "hello", source], check=True)
    return installed(work / "hello", work)


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


def peers(peer, file):
    """Other formatters, each told to write nothing: those that are crates, and those that are installed here."""
    known = {
        "rumdl": ["rumdl", "check", "--no-cache", file],
        "prettier": ["prettier", "--check", file],
        "mdformat": ["mdformat", "--check", file],
    }
    found = {label: (command, None) for label, command in known.items() if shutil.which(command[0])}
    if peer:
        names = subprocess.run([peer], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        found |= {name: ([peer, name, file], None) for name in names}
    return found


def table(found, yardstick, size=None):
    # A process that starts has the memory of the one that starts it, so that less than that cannot be seen.
    least = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print("\n| process | ms | ratio | memory (MB) |" + (" of input |" if size else ""))
    print("| --- | --: | --: | --: |" + (" --: |" if size else ""))
    for label, (seconds, memory) in found.items():
        megabytes = f"{memory / 1e6:.1f}" if memory > least else f"< {least / 1e6:.0f}"
        row = f"| {label} | {seconds * 1e3:.1f} | {seconds / found[yardstick][0]:.2f} | {megabytes} |"
        print(row + (f" {memory / size:.1f} × |" if size else ""), flush=True)


def arguments():
    parser = argparse.ArgumentParser(description="Times relist's processes beside others.")
    parser.add_argument("--no-peers", action="store_true", help="relist, and what it is measured by, alone")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="lists (default: the largest seed)")
    return parser.parse_args()


def main():
    wanted = arguments()
    programs = (*build(), None if wanted.no_peers else build_peers())
    folder = Path(os.environ.get("RELIST_CORPUS", ROOT / "../shared/corpus"))
    lists = sorted(folder.rglob("*.md")) or sorted((ROOT / "fixtures/lists").glob("*.md"))
    largest = max(sorted(folder.glob("seeds/*.md")) or lists, key=lambda path: path.stat().st_size)
    work = Path(tempfile.mkdtemp(prefix="relist-race-"))
    try:
        relist, parse, peer = (program and installed(program, work) for program in programs)

        def commands(file):
            return {
                "bare parser": ([parse, "only-parse", str(file)], None),
                "relist check": ([relist, "check", "--no-config", str(file)], None),
                "relist fmt --check": ([relist, "fmt", "--no-config", "--check", str(file)], None),
                "relist extract": ([relist, "extract", str(file)], None),
            }

        print("\nstarting up")
        small = work / "small.md"
        small.write_text("# A list\n\n- [One](https://one.example) - The first.\n- [Two](https://two.example) - The second.\n")
        start_up = {
            "hello world": [hello_world(work)],
            "relist --version": [relist, "--version"],
            "relist fmt --check, two entries": [relist, "fmt", "--no-config", "--check", str(small)],
            "true": ["true"],
        }
        table(race({label: (command, None) for label, command in start_up.items()}), "hello world")
        for file in wanted.files or [largest]:
            print(f"\n{file.name}, {file.stat().st_size} bytes")
            others = {} if wanted.no_peers else peers(peer, str(file))
            table(race({**commands(file), **others}), "bare parser")
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
        cores = {"one core": {"RAYON_NUM_THREADS": "1"}, "two cores": {"RAYON_NUM_THREADS": "2"}}
        table(race({label: (command, environment) for label, environment in cores.items()}, 3), "one core")
    finally:
        shutil.rmtree(work)


main()

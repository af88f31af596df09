#!/usr/bin/env python3
"""Counts the instructions of each pass, as multiples of the bare parser's over the same text.

    python3 benches/ratios.py [LIST...]

A LIST is a file, `rows:N` (a generated table) or `N*FILE` (that file N times). Without one: the seeds in
$RELIST_CORPUS/seeds, or else the fixtures, and a table of 2,000 rows. Needs valgrind. Counts are the same on a busy
machine as on an idle one, which times are not.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROFILE = os.environ.get("RELIST_PROFILE", "release")


def build():
    """The program that runs one pass once."""
    command = ["cargo", "build", "--profile", PROFILE, "--bench", "pass", "--message-format=json"]
    environment = {
        **os.environ,
        # Counting is switched on and off by the name of a function.
        f"CARGO_PROFILE_{PROFILE.upper()}_STRIP": "false",
        f"CARGO_PROFILE_{PROFILE.upper()}_DEBUG": "1",
        # Nobody waits for those.
        f"CARGO_PROFILE_{PROFILE.upper()}_DEBUG_ASSERTIONS": "false",
    }
    output = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    messages = (json.loads(line) for line in output.splitlines())
    return next(m["executable"] for m in messages if m.get("target", {}).get("name") == "pass" and m.get("executable"))


def count(program, name, text):
    """The instructions of one pass, without those that prepare its input."""
    with tempfile.NamedTemporaryFile() as out:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", "--collect-atstart=no",
                   "--toggle-collect=*measured*", program, name, text]
        said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stderr
    found = re.search(r"Collected : (\d+)", said)
    if not found or found[1] == "0":
        sys.exit(f"{name} of {text}: nothing was counted")
    return int(found[1])


def lists():
    folder = Path(os.environ.get("RELIST_CORPUS", ROOT / "../shared/corpus")) / "seeds"
    seeds = sorted(folder.glob("*.md")) or sorted((ROOT / "fixtures/lists").glob("*.md"))
    return [str(path.resolve()) for path in seeds] + ["rows:2000"]


def main():
    program = build()
    names = subprocess.run([program], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    print("| list | bare (M instr.) | " + " | ".join(name[2:] for name in names[1:]) + " |")
    print("| --- |" + " --: |" * len(names))
    for text in sys.argv[1:] or lists():
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            counts = list(pool.map(lambda name: count(program, name, text), names))
        ratios = (f"{counted / counts[0]:.2f}" for counted in counts[1:])
        label = Path(text).name if "*" not in text else text.split("*")[0] + " × " + Path(text).name
        print(f"| {label} | {counts[0] / 1e6:.1f} | " + " | ".join(ratios) + " |", flush=True)


main()

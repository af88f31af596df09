#!/usr/bin/env python3
"""Runs two builds of relist on the same lists and tells which of their outputs differ.

    compare.py OLD NEW [FOLDER...]

OLD and NEW are programs. The default folders are RELIST_CORPUS, RELIST_MERGES and fixtures. Each markdown file is
formatted (with and without unsafe fixes), checked and extracted, and each folder that holds base.md, ours.md and
theirs.md is merged and its sides are compared. For a change that must not change what users get: exits with 1 when
anything differs.
"""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_A_LIST = {
    "fmt": ["fmt", "--no-config", "-"],
    "fmt --unsafe-fixes": ["fmt", "--unsafe-fixes", "--no-config", "-"],
    "check": ["check", "--no-config", "--output-format", "json", "-"],
    "extract": ["extract", "--no-config", "-"],
    "extract --format csv": ["extract", "--no-config", "--format", "csv", "-"],
}
ON_A_MERGE = {
    "merge": ["merge", "base.md", "ours.md", "theirs.md", "-o", "-"],
    "diff": ["diff", "--format", "json", "base.md", "ours.md"],
}


def output(program, arguments, folder, text):
    try:
        run = subprocess.run([program, *arguments], cwd=folder, input=text, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return "timeout", b""
    return run.returncode, run.stdout


def jobs(folders):
    for folder in folders:
        for path in sorted(folder.rglob("*.md")):
            for name, arguments in ON_A_LIST.items():
                yield name, arguments, path, path.parent, path.read_bytes()
            if path.name == "base.md" and (path.parent / "theirs.md").exists():
                for name, arguments in ON_A_MERGE.items():
                    yield name, arguments, path, path.parent, b""


def main(old, new, *folders):
    old, new = (os.path.abspath(program) for program in (old, new))
    defaults = [os.environ.get("RELIST_CORPUS"), os.environ.get("RELIST_MERGES"), ROOT / "fixtures"]
    folders = [Path(folder) for folder in folders or filter(None, defaults)]

    def compare(job):
        name, arguments, path, folder, text = job
        before, after = (output(program, arguments, folder, text) for program in (old, new))
        return name, path, before, after

    count, differing = 0, Counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, path, before, after in pool.map(compare, jobs(folders)):
            count += 1
            if before != after:
                differing[name] += 1
                codes = "" if before[0] == after[0] else f" (exit code {before[0]}, now {after[0]})"
                print(f"{name}: {path}{codes}")
    if not count:
        sys.exit("there are no lists to compare")
    print(f"{count} runs, {differing.total()} outputs differ" + "".join(f", {n} of {k}" for k, n in differing.items()))
    return bool(differing)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

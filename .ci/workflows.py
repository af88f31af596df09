"""The workflows of the documentation and of the releases: what they run in a shell is run here, on repositories made for it.

    workflows.py RELIST FOLDER

FOLDER is for whatever is written. `gh` and `lychee` are programs that write down how they were called.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
RELIST, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()

LIST = """\
# Tools

- [bat](https://bat.example) - Prints files.
- [dust](https://dust.example) - Measures disks.
- [fd](https://fd.example) - Finds files.
- [jq](https://jq.example) - Queries JSON.
"""
ADDED = "- [zoxide](https://zoxide.example) - Jumps for @somebody.\n"

# Answers with what FOLDER/answer holds, and keeps its arguments and the file that it is given.
GH = """\
#!/usr/bin/env bash
folder=$(dirname "$0")
case "$1 $2" in
    "issue list") cat "$folder/answer" ;;
    *)
        printf '%s\\n' "$*" >>"$folder/calls"
        while (($# > 1)); do
            if [[ $1 == --body-file || $1 == --notes-file ]]; then cp "$2" "$folder/body"; fi
            shift
        done
        ;;
esac
"""
LYCHEE = """\
#!/usr/bin/env bash
while (($# > 1)); do
    if [[ $1 == --output ]]; then output=$2; fi
    shift
done
grep -q https://fd.example "$1" || exit 1
printf '{"error_map": {"links.txt": [{"url": "https://fd.example/", "status": {"text": "404", "code": 404}}]}}' >"$output"
exit 2
"""


def workflows(path):
    """The workflows that a page shows."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", path.read_text(), re.DOTALL | re.MULTILINE)
    return [block for block in blocks if "\njobs:" in block]


def steps(workflow, job):
    """The shell parts of a job, but for those that install something."""
    texts = [step["run"] for step in yaml.safe_load(workflow)["jobs"][job]["steps"] if "run" in step]
    return [text for text in texts if "install" not in text]


class Place:
    """A folder to run in, with a program called `gh`."""

    def __init__(self, name):
        self.folder, self.bin = WORK / name, WORK / f"{name}-bin"
        self.folder.mkdir()
        self.bin.mkdir()
        (self.bin / "relist").symlink_to(RELIST)
        for program, text in [("gh", GH), ("lychee", LYCHEE)]:
            (self.bin / program).write_text(text)
            (self.bin / program).chmod(0o755)
        self.answer("")

    def answer(self, text):
        (self.bin / "answer").write_text(text)
        for name in ["calls", "body"]:
            (self.bin / name).unlink(missing_ok=True)

    def said(self, name):
        path = self.bin / name
        return path.read_text() if path.exists() else ""

    def run(self, script, expected=0, **variables):
        path = f"{self.bin}:{os.environ['PATH']}"
        environment = {**os.environ, **variables, "PATH": path, "GITHUB_ACTIONS": "true"}
        # As the runner calls a shell.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        ran = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        if ran.returncode != expected:
            sys.exit(f"{script}\nexited with {ran.returncode}, not {expected}:\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def git(self, *arguments):
        who = ["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "init.defaultBranch=main"]
        return subprocess.run(["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=True).stdout

    def commit(self, text):
        (self.folder / "README.md").write_text(text)
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", "a")


def must(holds, *shown):
    if not holds:
        sys.exit("\n".join(str(one) for one in ("this does not hold:", *shown)))


def upstream():
    [workflow] = workflows(ROOT / "docs/forks.md")
    [script] = steps(workflow, "upstream")
    other = Place("other")
    other.git("init", "--quiet")
    other.git("config", "uploadpack.allowFilter", "true")
    other.commit(LIST)
    other.commit(LIST + ADDED)
    place = Place("watcher")
    watched = {"UPSTREAM": f"file://{other.folder}", "FILE": "README.md"}

    def look():
        shutil.rmtree(place.folder / "upstream", ignore_errors=True)
        return place.run(script, **watched)

    look()
    first = place.said("body")
    must("**Added** [zoxide](https://zoxide.example)" in first and "[bat]" not in first, first)
    must("--label upstream" in place.said("calls"), place.said("calls"))
    place.answer(first)
    must("No entry differs." in look() and not place.said("calls"), place.said("calls"))
    other.commit(LIST.replace("Prints files", "Shows files") + ADDED)
    look()
    second = place.said("body")
    must("**Changed** [bat]" in second and "zoxide" not in second, second)
    # What was seen is gone where upstream rewrote its history.
    place.answer(f"<!-- seen: {'0' * 40} -->\n")
    look()
    must("zoxide" in place.said("body"), place.said("body"))


def links():
    [workflow] = workflows(ROOT / "docs/links.md")
    find, check, tell = steps(workflow, "links")
    place = Place("links")
    (place.folder / "README.md").write_text(LIST)
    for script in [find, check, tell]:
        place.run(script)
    must("issue create" in place.said("calls"), place.said("calls"))
    must("    README.md:5:8: error[dead-link]" in place.said("body"), place.said("body"))
    place.answer("7\n")
    place.run(tell)
    must("issue edit 7" in place.said("calls"), place.said("calls"))
    place.answer("")
    (place.folder / "found.txt").write_text("")
    place.run(tell)
    must(not place.said("calls"), place.said("calls"))


def pull_request():
    [workflow] = workflows(ROOT / "docs/github-actions.md")
    place = Place("pull")
    place.git("init", "--quiet")
    place.commit(LIST + "- [gum](http://github.com/a/gum) - Asks.\n")
    place.git("update-ref", "refs/remotes/origin/main", "HEAD")
    place.commit((place.folder / "README.md").read_text() + ADDED.replace("https://zoxide.example", "http://github.com/a/z/"))
    annotate, summarize = steps(workflow, "changes")
    summary = place.folder / "summary.md"
    variables = {"BASE": "main", "GITHUB_STEP_SUMMARY": str(summary)}
    annotated = place.run(annotate, expected=1, **variables)
    must("line=8" in annotated and "line=7" not in annotated, annotated)
    place.run(summarize, **variables)
    must("**Added** [zoxide]" in summary.read_text(), summary.read_text())
    sarif, records = steps(workflow, "list")
    place.run(sarif)
    must('"2.1.0"' in (place.folder / "relist.sarif").read_text())
    place.run(records, expected=1)
    place.run("relist extract README.md -o records.json")
    place.run(records)


def release():
    copy = WORK / "copy"
    copy.mkdir()
    for name in ["Cargo.toml", "Cargo.lock", "CHANGELOG.md", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]:
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / ".ci/release", copy / ".ci/release")
    place = Place("release")
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]
    place.run(f"{copy}/.ci/release/version.sh v9.9.9", expected=1)
    changes = (copy / "CHANGELOG.md").read_text()
    (copy / "CHANGELOG.md").write_text(changes.replace(f"## {version} (2", f"## {version} (unreleased 2"))
    if "(unreleased" in (copy / "CHANGELOG.md").read_text():
        place.run(f"{copy}/.ci/release/version.sh v{version}", expected=1)
    dated = re.sub(rf"^## {re.escape(version)} .*$", f"## {version} (2026-12-01)", changes, flags=re.MULTILINE)
    (copy / "CHANGELOG.md").write_text(dated + "\n## 0.0.1 (2020-01-01)\n\n- Old.\n")
    must(place.run(f"{copy}/.ci/release/version.sh v{version}") == f"{version}\n")
    notes = place.run(f"{copy}/.ci/release/notes.sh {version}")
    must(notes.strip() and "Old." not in notes and not notes.startswith("\n") and "## 0." not in notes, notes[:200])

    archive = place.run(f"{copy}/.ci/release/package.sh {RELIST} x86_64-unknown-linux-musl dist").strip()
    packed = place.run(f"tar -tzf {archive}").split()
    name = f"relist-{version}-x86_64-unknown-linux-musl"
    for path in ["relist", "man/relist.1", "man/relist-fmt.1", "man/relist-git-setup.1", "completions/relist.zsh", "LICENSE-MIT"]:
        must(f"{name}/{path}" in packed, path, packed)
    place.run("cd dist && sha256sum --check --quiet *.sha256")
    place.run(f"tar -xzf {archive} && {name}/relist --version")
    place.run(f"{copy}/.ci/release/unpack.sh dist && {copy}/python/data/scripts/relist --version")

    # What a release runs by itself is no more than that.
    workflow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())
    scripts = [step["run"] for step in workflow["jobs"]["release"]["steps"] if "run" in step]
    shutil.copytree(copy, place.folder, dirs_exist_ok=True)
    place.run("\n".join(scripts), VERSION=version, GITHUB_REF_NAME=f"v{version}")
    must("release create" in place.said("calls") and "sha256" in place.said("calls"), place.said("calls"))
    must(place.said("body") == notes)


for test in [upstream, links, pull_request, release]:
    test()
    print(f"workflows: {test.__name__} runs")
for page in ["github-actions", "links", "forks", "site", "duckdb", "data", "pre-commit"]:
    for index, text in enumerate(workflows(ROOT / f"docs/{page}.md")):
        (WORK / f"{page}-{index}.yml").write_text(text)

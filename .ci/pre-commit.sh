#!/usr/bin/env bash
# The hooks of .pre-commit-hooks.yaml, tried with the real pre-commit on a list in a repository of its own.
# Works on the commit that is checked out; needs python3, cargo and git. Says how long a hook takes on a list of 1 MB.
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
# pre-commit builds relist from source: once, not for speed, and with the dependencies that are built already.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
export PRE_COMMIT_HOME=$work/cache PIP_DISABLE_PIP_VERSION_CHECK=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

fail() {
    printf 'pre-commit: %s\n' "$*" >&2
    exit 1
}

python_packages pre-commit
PATH=$work/venv/bin:$PATH

git init --quiet -b main "$work/list"
cd "$work/list"
cat >README.md <<'LIST'
# Models

| Model   | Released |
| ------- | -------- |
| Mistral | 09/23    |
| Qwen    | 08/23    |
| Llama 2 | 07/23    |
| Falcon  | 05/23    |
|Pythia|04/23|
LIST
cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: $root
    rev: $(git -C "$root" rev-parse HEAD)
    hooks:
      - id: relist-fmt
        args: [--since, HEAD]
      - id: relist-check
        args: [--since, HEAD]
CONFIG
git add .
git commit --quiet -m 'A list with an old row that strays'
pre-commit install >/dev/null

# A stray row is stopped, and mended; the old one is left alone.
sed -i 's/^| Falcon .*/&\n|MPT-7B|2023-05|/' README.md
git add README.md
if git commit --quiet -m 'Add MPT-7B' >"$work/log" 2>&1; then
    fail 'a stray row was let through'
fi
grep -q 'files were modified by this hook' "$work/log" || { cat "$work/log" >&2; fail 'the row was not mended'; }
grep -qx '| MPT-7B  | 05/23    |' README.md || { cat README.md >&2; fail 'the row is not as its neighbours'; }
grep -qx '|Pythia|04/23|' README.md || fail 'an old row was touched'
git add README.md
git commit --quiet -m 'Add MPT-7B' || fail 'the mended row was stopped'

# What cannot be mended is reported, and stopped, too.
sed -i 's/^| Falcon .*/&\n| [Yi]()  | 11\/23    |/' README.md
git add README.md
if git commit --quiet -m 'Add Yi' >"$work/log" 2>&1; then
    fail 'a link to nowhere was let through'
fi
grep -q 'empty-link' "$work/log" || { cat "$work/log" >&2; fail 'the finding is not shown'; }
git checkout --quiet HEAD -- README.md

# On a list of 1 MB.
{
    printf '# Models\n\n| Model | Released | Remarks |\n|---|---|---|\n'
    for ((row = 0; row < 10000; row++)); do
        printf '| [model %d](https://example.com/models/%d) | %02d/%02d | what is said of the model with number %d |\n' \
            "$row" "$row" $((row % 12 + 1)) $((row % 10 + 14)) "$row"
    done
} >big.md
git add big.md
for hook in relist-fmt relist-check; do
    start=$(date +%s%N)
    pre-commit run "$hook" --files big.md >"$work/log" || true
    printf '%s on %d bytes: %d ms, pre-commit itself included\n' \
        "$hook" "$(wc -c <big.md)" $((($(date +%s%N) - start) / 1000000))
done
echo 'pre-commit: all as it should be'

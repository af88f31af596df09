#!/usr/bin/env bash
# `pip install .` gives the command and the module: builds the wheel, installs it into an environment of its own, and runs
# both there. Needs python3 with venv, cargo, and a registry of Python packages. RELIST_WHEEL_PROFILE is the profile to
# build with (default: wheel, as users get it).
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
export RELIST_WHEEL_PROFILE=${RELIST_WHEEL_PROFILE:-wheel} PYTHONDONTWRITEBYTECODE=1

python3 -m venv "$work/venv"
python=$work/venv/bin/python
pip=("$python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" wheel --no-deps --wheel-dir "$work/wheel" "$root"
python_packages --no-index "$work"/wheel/relist-*.whl

relist=$work/venv/bin/relist
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
[[ $("$relist" --version) == "relist $version"* ]] || { echo "the wheel's version is not $version" >&2; exit 1; }
cp "$root/fixtures/lists/one-hurried-row.md" "$work/README.md"
"$relist" fmt --quiet "$work/README.md"
if cmp --silent "$work/README.md" "$root/fixtures/lists/one-hurried-row.md"; then
    echo "the wheel's relist formats nothing" >&2
    exit 1
fi
"$relist" fmt --check --quiet "$work/README.md"
# From a folder without sources, so that the installed module is what is tried.
(cd "$work" && RELIST_VERSION=$version "$python" -m unittest discover --start-directory "$root/python/tests" --pattern '*.py')
"${pip[@]}" uninstall --yes relist
[[ ! -e $relist ]]
if (cd "$work" && "$python" -c 'import relist') 2>/dev/null; then
    echo "the module is still there" >&2
    exit 1
fi
ls -l "$work"/wheel/*.whl |
    awk -v "profile=$RELIST_WHEEL_PROFILE" '{ print "wheel: " $5 " bytes (" profile "), installs, formats, imports, uninstalls" }'

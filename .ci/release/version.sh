#!/usr/bin/env bash
# Proves that a tag is the version that is released: `version.sh v1.2.3` prints `1.2.3`. The manifest says so, the lock file
# is of it, and the changelog has a section for it that is no longer called unreleased.
set -euo pipefail

tag=${1:?which tag?}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
if [[ $tag != "v$version" ]]; then
    echo "the tag is $tag, and Cargo.toml says $version" >&2
    exit 1
fi
if ! grep -A1 '^name = "relist"$' Cargo.lock | grep -qx "version = \"$version\""; then
    echo "Cargo.lock is not of $version" >&2
    exit 1
fi
if ! grep -qE "^## ${version//./\\.} \([0-9]{4}-[0-9]{2}-[0-9]{2}\)$" CHANGELOG.md; then
    echo "CHANGELOG.md has no section \`## $version (YYYY-MM-DD)\`" >&2
    exit 1
fi
echo "$version"

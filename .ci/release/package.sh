#!/usr/bin/env bash
# Packs a binary with its manual pages, completions and licences: `package.sh BINARY TARGET FOLDER` writes
# FOLDER/relist-VERSION-TARGET.tar.gz, or .zip for Windows, and its SHA-256 beside it. The binary is run, so that it has to be
# one of this system.
set -euo pipefail

binary=$(realpath "${1:?which binary?}")
target=${2:?for which target?}
mkdir -p "${3:?into which folder?}"
folder=$(realpath "$3")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
name=relist-$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/$name"/{completions,man}
cp "$binary" "$root"/{README.md,CHANGELOG.md,LICENSE-MIT,LICENSE-APACHE} "$work/$name"
for shell in bash zsh fish elvish powershell; do
    "$binary" completions "$shell" >"$work/$name/completions/relist.$shell"
done
"$binary" man >"$work/$name/man/relist.1"
"$binary" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' | grep -vx help | while read -r command; do
    "$binary" man "$command" >"$work/$name/man/relist-$command.1"
done

cd "$work"
case $target in
    *windows*)
        archive=$name.zip
        7z a -bd "$folder/$archive" "$name" >/dev/null
        ;;
    *)
        archive=$name.tar.gz
        tar -czf "$folder/$archive" "$name"
        ;;
esac
cd "$folder"
if command -v sha256sum >/dev/null; then sum=(sha256sum); else sum=(shasum -a 256); fi
"${sum[@]}" "$archive" >"$archive.sha256"
echo "$folder/$archive"

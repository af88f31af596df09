#!/usr/bin/env bash
# Puts the binary that package.sh packed among the scripts of the next wheel: `unpack.sh FOLDER`, which holds its archive.
set -euo pipefail

folder=$(realpath "${1:?which folder?}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scripts=$root/python/data/scripts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
for archive in "$folder"/relist-*; do
    case $archive in
        *.tar.gz) tar -xzf "$archive" ;;
        *.zip) 7z x -bd "$archive" >/dev/null ;;
    esac
done
mkdir -p "$scripts"
for binary in relist-*/relist relist-*/relist.exe; do
    if [[ -f $binary ]]; then cp "$binary" "$scripts"; fi
done
ls "$scripts"/relist*

#!/usr/bin/env bash
# Prints what the changelog says of a version: `notes.sh 1.2.3`.
set -euo pipefail

version=${1:?which version?}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
awk -v "heading=## $version (" '
    /^## / { inside = index($0, heading) == 1; next }
    inside { print }
' CHANGELOG.md | sed -e '/./,$!d'

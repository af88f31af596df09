#!/usr/bin/env bash
# Lays out the inputs that fuzzing starts from: the fixtures, as each target takes them. Needs a relist (RELIST, or the
# one that cargo builds).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ -z ${RELIST:-} ]]; then
    cargo build --quiet --manifest-path "$root/Cargo.toml"
    RELIST=${CARGO_TARGET_DIR:-$root/target}/debug/relist
fi
corpus=$root/fuzz/corpus
mkdir -p "$corpus"/{fmt,laws,records,config}
while IFS= read -r -d '' list; do
    name=${list#"$root"/fixtures/}
    name=${name//\//-}
    cp "$list" "$corpus/fmt/$name"
    cp "$list" "$corpus/laws/$name"
    { cat "$list"; printf '\0'; "$RELIST" extract --no-config --quiet "$list"; } > "$corpus/records/$name"
done < <(find "$root/fixtures" -name '*.md' -not -path "$root/fixtures/README.md" -print0)
while IFS= read -r -d '' settings; do
    name=${settings#"$root"/fixtures/}
    cp "$settings" "$corpus/config/${name//\//-}"
done < <(find "$root/fixtures" -name 'relist.toml' -print0)
"$RELIST" init --quiet --force --output "$corpus/config/init.toml" "$root/fixtures/lists"
find "$corpus" -type f | wc -l

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
mkdir -p "$corpus"/{fmt,laws,records,config,merge}

# Three versions of a list: a base, and what two people might make of it.
versions() {
    cat "$1"
    printf '\0'
    awk 'NR % 5 == 3 && /[|-]/ { sub(/[a-z]+/, "&s") } NR % 11 == 6 { next } NR % 7 == 4 { print; gsub("://", "://new.") } 1' "$1"
    printf '\0'
    awk 'NR % 5 == 4 && /[|-]/ { sub(/[0-9]/, "7") } NR % 13 == 9 { held = $0; next } 1; held { print held; held = "" }' "$1"
}
while IFS= read -r -d '' list; do
    name=${list#"$root"/fixtures/}
    name=${name//\//-}
    cp "$list" "$corpus/fmt/$name"
    cp "$list" "$corpus/laws/$name"
    versions "$list" > "$corpus/merge/$name"
    { cat "$list"; printf '\0'; "$RELIST" extract --no-config --quiet "$list"; } > "$corpus/records/$name"
done < <(find "$root/fixtures" -name '*.md' -not -path "$root/fixtures/README.md" -print0)
while IFS= read -r -d '' settings; do
    name=${settings#"$root"/fixtures/}
    cp "$settings" "$corpus/config/${name//\//-}"
done < <(find "$root/fixtures" -name 'relist.toml' -print0)
forks=$root/fixtures/forks
for fork in "$forks"/*.md; do
    for other in "$forks"/*.md; do
        { cat "$forks/upstream.md"; printf '\0'; cat "$fork"; printf '\0'; cat "$other"; } \
            > "$corpus/merge/forks-$(basename "$fork" .md)-$(basename "$other")"
    done
done
"$RELIST" init --quiet --force --output "$corpus/config/init.toml" "$root/fixtures/lists"
find "$corpus" -type f | wc -l

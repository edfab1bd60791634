#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The site and the feed of an edition of our samples, with one article that holds everything
# hostile, before their judges: a real browser with axe-core, html-validate, the Nu HTML checker,
# Lighthouse, and the parsers of two podcast clients. Needs chromium, java and what
# tests/conformance/setup.sh installs; says so when they are not there. Exit code 1 on any
# finding.
cd "$(dirname "$0")/../.." || exit 1
judges=build/conformance/node_modules
command -v node >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1 && [ -d $judges/lighthouse ] || {
    echo 'web: not judged here: node, chromium or tests/conformance/setup.sh is missing'
    exit 0
}
crier=$PWD/build/release/bin/crier
work=$(mktemp -d) || exit 1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
(cd "$work" && "$crier" publish --init --quiet) || exit 1
cat >"$work/hostile.md" <<'END'
# <script>alert("x")</script> & "quotes" ]]> 🚌 שלום

Workers said “5 < 6 & 7 > 3” ]]> today. <b>Not bold</b> 🎉 — عمال الميناء.

## A heading with `code` & <tags>

- One ]]> two
- 'single' "double"

| Name | Town |
| --- | --- |
| Ana & Bo | <Riverbend> |
END
sed -i 's/^wanted = .*/wanted = podcast, web/; s/^files = /files = hostile.md; /' "$work/edition.ini"
"$crier" publish "$work/edition.ini" --out "$work/published" --quiet || exit 1
failed=0

node tests/conformance/web.mjs "$work/published" || failed=1
node tests/conformance/feed.mjs "$work/published/feed.xml" || failed=1

# From a file nothing is 'self': what the checker says of the policy there is no finding.
if command -v java >/dev/null 2>&1; then
    java -jar $judges/vnu-jar/build/dist/vnu.jar --skip-non-html "$work/published/web" 2>&1 |
        grep -v 'Resource violates Content Security Policy' >"$work/vnu"
    java -jar $judges/vnu-jar/build/dist/vnu.jar --css "$work/published/web/style.css" >>"$work/vnu" 2>&1
    cat "$work/vnu"
    echo "$(grep -c . "$work/vnu") findings of the Nu HTML checker"
    [ ! -s "$work/vnu" ] || failed=1
fi

"$crier" serve --listen 127.0.0.1:0 "$work/published" 2>"$work/serve" &
server=$!
tenths=100
while [ ! -s "$work/serve" ] && [ "$tenths" -gt 0 ]; do
    sleep 0.1
    tenths=$((tenths - 1))
done
address=$(sed -n 's/.*\(http:\/\/[0-9.:]*\).*/\1/p' "$work/serve")
pages=$(cd "$work/published" && ls web/index.html web/article/alert-*.html web/article/nurses-*.html)
# shellcheck disable=SC2086 # names of pages have no blanks
node tests/conformance/pages.mjs "$address/" $pages || failed=1
exit $failed

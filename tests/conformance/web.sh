#!/bin/sh
# The site of an edition of our samples, judged in a real browser. Needs chromium and what
# tests/conformance/setup.sh installs; says so when they are not there.
cd "$(dirname "$0")/../.." || exit 1
command -v node >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1 && [ -d build/conformance/node_modules/axe-core ] || {
    echo 'web: not judged here: node, chromium or tests/conformance/setup.sh is missing'
    exit 0
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
build/release/bin/crier publish --help >/dev/null || exit 1
(cd "$work" && "$OLDPWD/build/release/bin/crier" publish --init --quiet) || exit 1
sed -i 's/^wanted = .*/wanted = podcast, web/' "$work/edition.ini"
build/release/bin/crier publish "$work/edition.ini" --out "$work/published" --quiet || exit 1
node tests/conformance/web.mjs "$work/published"

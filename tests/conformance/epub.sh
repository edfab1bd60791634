#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# EPUBs before their judges: EPUBCheck, epubcheck-ts, Ace by DAISY, and foliate-js, which plays
# them in a browser. tests/conformance/setup.sh says what to install and installs the rest;
# a judge that is not there is skipped.
#   tests/conformance/epub.sh [BOOK…]
# Without a BOOK they are made: one article, an edition, one with hostile texts, one with all
# options, one of 300 articles.
# Prints a line for each judge and book, and what they found; exit 1 on any finding.
from=$PWD
cd "$(dirname "$0")/../.." || exit 1
judges=$PWD/build/conformance/node_modules
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
failures=0

say() {
    printf '%s\n' "$1"
}

# judge NAME BOOK COMMAND…: its exit code is its judgement.
judge() {
    name=$1
    shown=${2##*/}
    shift 2
    if "$@" >"$scratch/said" 2>&1; then
        say "$name finds nothing in $shown."
    else
        failures=$((failures + 1))
        say "$name on $shown:"
        tail -n 40 "$scratch/said"
    fi
}

need() {
    what=$1
    shift
    for path; do
        command -v "$path" >/dev/null 2>&1 || [ -e "$path" ] || {
            say "Skipped: $what, for want of $path."
            return 1
        }
    done
}

# It calls itself once for each sentence of a book: 300 articles need more stack than Java has.
epubcheck() {
    java -Xss512m -jar /usr/share/java/epubcheck.jar --failonwarnings "$1"
}

# Ace's exit code says nothing: its report does.
ace() {
    printf '#!/bin/sh\nexec chromium --no-sandbox "$@"\n' >"$scratch/browser"
    chmod +x "$scratch/browser"
    rm -rf "$scratch/ace"
    PUPPETEER_EXECUTABLE_PATH=$scratch/browser node "$judges/.bin/ace-puppeteer" -f -o "$scratch/ace" "$1" \
        >"$scratch/ace.log" 2>&1 || { cat "$scratch/ace.log" && return 1; }
    node tests/conformance/ace_report.mjs "$scratch/ace/report.json"
}

if [ $# -gt 0 ]; then
    cd "$from" || exit 1
    for book; do
        set -- "$@" "$(realpath "$book")"
        shift
    done
    cd - >/dev/null || exit 1
else
    make -s build/release/tests/outputs/test_epub >"$scratch/made" 2>&1 &&
        build/release/tests/outputs/test_epub --write "$scratch" || { cat "$scratch/made" && exit 1; }
    set -- "$scratch"/article.epub "$scratch"/edition.epub "$scratch"/hostile.epub "$scratch"/claimed.epub \
        "$scratch"/large.epub
fi

for book; do
    need EPUBCheck java /usr/share/java/epubcheck.jar && judge EPUBCheck "$book" epubcheck "$book"
    need epubcheck-ts node "$judges/.bin/epubcheck-ts" &&
        judge epubcheck-ts "$book" node "$judges/.bin/epubcheck-ts" --fail-on-warnings "$book"
    case $book in
    */large.epub) say 'Skipped: Ace and foliate-js on large.epub, which takes them many minutes.' && continue ;;
    esac
    need Ace node chromium "$judges/.bin/ace-puppeteer" && judge Ace "$book" ace "$book"
    need foliate-js node chromium "$judges/foliate-js/view.js" "$judges/playwright-core/index.mjs" &&
        judge foliate-js "$book" node tests/conformance/epub_play.mjs "$judges" "$book"
done
[ "$failures" -eq 0 ] || { say "$failures findings" && exit 1; }

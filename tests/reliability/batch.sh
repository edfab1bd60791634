#!/bin/sh
# One bad article harms no other. COUNT articles, one in a hundred hostile but one of each kind at
# least, are spoken by all processors; the same without the hostile ones, one at a time and in the opposite order. All
# ordinary ones must come out the same to the byte, and each hostile one must be made or named.
# With "memory" the first run is slower, and the most memory that all processes had is told.
#   tests/reliability/batch.sh BUILD COUNT [memory]
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$PWD/$1 count=$2
T=$(mktemp -d "${TMPDIR:-/tmp}/crier-batch.XXXXXX") || exit 1
trap '[ -n "${KEEP-}" ] || rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
export TZ=UTC LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1795435200
passed=0
failed=0

verdict() { # TEXT CODE: 0 is good
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)) && printf 'wrong: '; fi
    printf '%s\n' "$1"
}

# ---- Articles ----

ordinary() { # NUMBER
    printf 'Ward %d counts its ballots\n\nWard %d counted %d ballots on Monday, %d of them by hand. The hall on Pier Street stays open until %d.\n' \
        "$1" "$1" $(($1 * 37)) $(($1 % 91)) $((1 + $1 % 12)) >"$T/good/ward-$1.txt"
}

repeat() { # TEXT TIMES
    awk -v text="$1" -v times="$2" 'BEGIN { for (i = 0; i < times; i++) printf "%s", text; print "" }'
}

kinds=14
hostile() { # NUMBER
    at=$T/bad/bad-$1
    case $(($1 % kinds)) in
    0) printf 'A headline\n\nBytes \377\376\300\200 that are no text.\n' >"$at.txt" ;;
    1) repeat x 200000 >"$at.txt" ;;
    2) { printf '<html><body><article><p>Deep.</p>' && repeat '<div>' 50000; } >"$at.html" ;;
    3) head -c 900 "$T/book.epub" >"$at.docx" ;;
    4) head -c 3000 /dev/urandom >"$at.pdf" ;;
    5) { printf '<?xml version="1.0"?><!DOCTYPE n [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><nitf><body><body.content><p>&d;</p></body.content></body></nitf>\n'; } >"$at.xml" ;;
    6) { printf 'Suffixes\n\n' && repeat "s'" 90; } >"$at.txt" ;;
    7) { printf 'Chains\n\n' && repeat a. 400; } >"$at.txt" ;;
    8) : >"$at.txt" ;;
    9) ln -s "bad-$1.txt" "$at.txt" ;;
    10) mkfifo "$at.txt" ;;
    11) { printf '<html><body><article><p ' && repeat "a='b' " 40000 && printf '>Attributes.</p></article></body></html>\n'; } >"$at.html" ;;
    12) { printf 'PK\003\004' && head -c 400 /dev/zero; } >"$at.epub" ;;
    13) { printf -- '---\ntitle: "x\n' && repeat '[[[[' 20000; } >"$at.md" ;;
    esac
}

"$build/bin/crier" speak audio-samples/ferry-vote.txt -o "$T/book.epub" --quiet || exit 1
mkdir "$T/good" "$T/bad" "$T/with" "$T/alone"
bad=$((count / 100))
[ $bad -ge $kinds ] || bad=$kinds
n=0
while [ $n -lt $((count - bad)) ]; do
    ordinary $n
    n=$((n + 1))
done
n=0
while [ $n -lt $bad ]; do
    hostile $n
    n=$((n + 1))
done
mkdir "$T/all"
for file in "$T"/good/* "$T"/bad/*; do
    # Hostile ones stand among the others, not behind them.
    name=${file##*/}
    mv "$file" "$T/all/$(printf '%s' "$name" | cksum | cut -c 1-3)-$name"
done

# ---- Both runs ----

speak() { # FOLDER JOBS REPORT FILE…
    folder=$1 jobs=$2 report=$3
    shift 3
    # shellcheck disable=SC2086 # words, or none
    timeout 3000 $meter "$build/bin/crier" speak "$@" -o "$T/$folder/" --as mp3 --jobs "$jobs" \
        --no-cache --progress=none >"$T/$report.out" 2>"$T/$report" </dev/null
}

cd "$T/all" || exit 1
meter=
[ "${3-}" != memory ] || meter="$build/measure memory --"
speak with "$(nproc)" report *
code=$?
meter=
all_code=$code
# shellcheck disable=SC2046 # names without blanks
speak alone 1 alone.report $(ls -r | grep -e '-ward-')
code=$?
verdict "exit code $code of the $((count - bad)) ordinary ones alone, one at a time, in the opposite order" "$code"

differing=0
for file in "$T"/alone/*.mp3; do
    cmp -s "$file" "$T/with/${file##*/}" || differing=$((differing + 1))
done
verdict "$(ls "$T/alone" | wc -l) ordinary articles made, $differing of them differ" \
    $(((differing > 0) + ($(ls "$T/alone" | wc -l) != count - bad)))

unnamed=0 made=0
for file in *-bad-*; do
    if [ -s "$T/with/${file%.*}.mp3" ]; then
        made=$((made + 1))
    elif ! grep -qF -- "$file" "$T/report"; then
        unnamed=$((unnamed + 1))
        printf '%s is neither made nor named\n' "$file"
    fi
done
verdict "$bad hostile articles: $made made, $((bad - made - unnamed)) named, $unnamed lost without a word" "$unnamed"
# What is made but for a word is told by its code too.
grep -q '^crier: partly done' "$T/report" && partly=1 || partly=0
verdict "exit code $all_code of all $count articles together" $((all_code != (made < bad || partly)))
[ ! -s "$T/report.out" ] || printf 'most memory of all processes together: %s KiB\n' "$(cat "$T/report.out")"
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]

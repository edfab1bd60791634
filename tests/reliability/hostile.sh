#!/bin/sh
# Hostile documents, one at a time, through the whole program: what fuzzing has found worth
# keeping for each reader, and what every reader is sure to meet one day: files that are cut off,
# empty, all zeros, of another kind than their name says. 20 seconds and 512 MB each. What can be
# read must be made; what cannot must be refused by name, and nothing may be left lying about.
#   tests/reliability/hostile.sh BUILD MOST     MOST: of each collection; 0: all
set -u
cd "$(dirname "$0")/../.." || exit 1

# ---- One document: a line for a finding, else "made" or "refused" ----

one() { # PROGRAM FOLDER FILE
    crier=$1 T=$2 file=$3
    out=$T/out/$(basename "$file").$$
    mkdir "$out" || return 1
    (
        ulimit -v 524288
        exec timeout -k 1 20 "$crier" speak "$file" -o "$out/a.opus" --no-cache --quiet
    ) >"$out.out" 2>"$out.err" </dev/null
    code=$?
    left=$(ls -A "$out" | tr '\n' ' ')
    case $code in
    0 | 1) if [ "$left" = 'a.opus ' ] && [ -s "$out/a.opus" ]; then word=made; else word=LOST; fi ;;
    3)
        word=refused
        grep -qF -- "$(basename "$file")" "$out.err" || word=UNNAMED
        [ -z "$left" ] || word=PARTIAL
        ;;
    *) word=BROKEN ;;
    esac
    case $word in
    made | refused) echo $word ;;
    *) printf '%s %s: exit code %s, left <%s>: %s\n' "$word" "$file" "$code" "$left" "$(head -n 1 "$out.err")" ;;
    esac
    rm -rf "$out" "$out.out" "$out.err"
}

if [ "$1" = one ]; then
    shift
    one "$@"
    exit
fi

# ---- The documents ----

build=$PWD/$1 most=$2
T=$(mktemp -d "${TMPDIR:-/tmp}/crier-hostile.XXXXXX") || exit 1
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
export TZ=UTC LC_ALL=C.UTF-8
mkdir "$T/in" "$T/out"

# Collection of the fuzzer, and what its files are called in life.
kept='docx docx
email eml
epub epub
feed xml
html html
markdown md
newsml xml
odt odt
pdf pdf
roster csv
ssml ssml
text txt'

printf '%s\n' "$kept" | while read -r name suffix; do
    ls "tests/fuzz/corpus/$name" | head -n "$((most ? most : 100000))" | while read -r file; do
        cp "tests/fuzz/corpus/$name/$file" "$T/in/$name-$file.$suffix"
    done
done

# A sound document of each kind, harmed in ways that need no knowledge of the kind.
sound() { # COLLECTION SUFFIX
    case $2 in
    epub) cat "$T/sound.epub" ;;
    txt | md) find audio-samples -name "[a-z]*.$2" | sort | head -n 1 | xargs cat ;;
    *) cat "tests/fuzz/corpus/$1/$(ls -S "tests/fuzz/corpus/$1" | head -n 1)" ;;
    esac
}
"$build/bin/crier" speak audio-samples/ferry-vote.txt -o "$T/sound.epub" --quiet || exit 1
printf '%s\n' "$kept" | while read -r name suffix; do
    sound "$name" "$suffix" >"$T/sound"
    size=$(wc -c <"$T/sound")
    suffix=$name.$suffix
    : >"$T/in/empty.$suffix"
    head -c 70000 /dev/zero >"$T/in/zeros.$suffix"
    printf '\376\377\0A\0 \330\0\0x' >"$T/in/half-a-pair.$suffix"
    printf '\357\273\277\357\273\277\033[2J\007\n' >"$T/in/escapes.$suffix"
    { cat "$T/sound" && head -c 5000 /dev/zero && cat "$T/sound"; } >"$T/in/twice.$suffix"
    tr '<>"' '>"<' <"$T/sound" >"$T/in/turned.$suffix"
    awk 'BEGIN { for (i = 0; i < 300000; i++) printf "("; }' >"$T/in/deep.$suffix"
    for part in 1 2 3 5 8 9; do
        head -c $((size * part / 10)) "$T/sound" >"$T/in/cut-$part.$suffix"
    done
    for other in txt html pdf zip; do
        case $other in
        zip) cp "$T/sound.epub" "$T/in/is-$other.$suffix" ;;
        pdf) printf '%%PDF-1.7\n1 0 obj\n<</Length 99999999999>>stream\n' >"$T/in/is-$other.$suffix" ;;
        *) cp audio-samples/ferry-vote.txt "$T/in/is-$other.$suffix" ;;
        esac
    done
done

# ---- The run ----

count=$(ls "$T/in" | wc -l)
find "$T/in" -type f -print0 | sort -z |
    xargs -0 -n 1 -P "$(nproc)" sh tests/reliability/hostile.sh one "$build/bin/crier" "$T" >"$T/told"
made=$(grep -c '^made$' "$T/told")
refused=$(grep -c '^refused$' "$T/told")
grep -v -e '^made$' -e '^refused$' "$T/told"
printf 'hostile: %s documents, %s made, %s refused by name, %s findings\n' "$count" "$made" "$refused" \
    $((count - made - refused))
printf '%s passed, %s failed\n' $((made + refused)) $((count - made - refused))
[ $((made + refused)) -eq "$count" ]

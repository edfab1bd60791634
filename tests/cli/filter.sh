#!/bin/sh
# crier filter: one line in, what a stage makes of it out; for scripts.
. "$(dirname "$0")/lib.sh"

feed() {
    printf '%s\n' "$1" >"$T/in"
    INPUT=$T/in
}

it 'sentences'
feed 'The vote was close. Nobody left early.'
run filter sentences
expect_exit 0
expect_silence
expect_out 'The vote was close.' 'Nobody left early.'
expect_lines 3 # an empty one ends the answer
if grep -q 'close\. Nobody' "$T/out"; then complain 'the two sentences were not parted'; fi

it 'an abbreviation does not end a sentence'
feed 'Dr. Pryce came at 7 p.m. on Monday.'
run filter sentences
expect_exit 0
expect_out 'Dr. Pryce came at 7 p.m. on Monday.'

for kind in normalize pronounce; do
    it "$kind answers each line with one line"
    printf 'First line of 3.\n\nThird line here.\n' >"$T/in"
    run filter "$kind"
    expect_exit 0
    expect_silence
    expect_lines 3
done

it 'the last line needs no line break'
printf 'No line break at the end' >"$T/in"
run filter normalize
expect_exit 0
expect_lines 1

it 'empty input gives empty output'
: >"$T/in"
run filter normalize
expect_exit 0
expect_no_out
expect_silence

it 'broken UTF-8 and NUL are survived'
printf 'Broken \377\376 text \000 here.\n' >"$T/in"
for kind in sentences normalize pronounce; do
    run filter "$kind"
    expect_exit 0
    expect_out here
done

it 'the newsroom has the last word on a name'
printf "Oconee\t[[oUk'oUni]]\n" >"$T/names.tsv"
printf "The Oconee's voters\n" >"$T/in"
run filter pronounce --lexicon "$T/names.tsv"
expect_exit 0
expect_out "[[oUk'oUniz]]"

it 'a lexicon line without a pronunciation is named'
printf "Oconee\n" >"$T/bad.tsv"
run filter pronounce --lexicon "$T/bad.tsv"
expect_exit 3
expect_no_out
expect_one_line bad.tsv:1

it 'a lexicon that is not there'
run filter pronounce --lexicon "$T/none.tsv"
expect_exit 3
expect_one_line none.tsv

it 'an article cannot speak phonemes of its own'
printf 'Say [[l@m]] now\n' >"$T/in"
run filter pronounce
expect_exit 0
expect_lines 1
if grep -qF '[[' "$T/out"; then complain 'the brackets reached the engine'; fi

it 'a filter that does not exist'
run filter dreams
expect_exit 2
expect_one_line dreams normalize

it 'no filter named'
run filter
expect_exit 2
expect_one_line sentences

finish

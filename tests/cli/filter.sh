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

it 'a filter that does not exist'
run filter dreams
expect_exit 2
expect_one_line dreams normalize

it 'no filter named'
run filter
expect_exit 2
expect_one_line sentences

finish

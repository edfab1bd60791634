#!/bin/sh
# --insecure-no-sandbox changes nothing but the walls: readers say the same with and without
# them, of good documents and of damaged ones. (Voices: see confined.sh.)
. "$(dirname "$0")/lib.sh"

# same ARGUMENT…: the same output, messages and exit code, confined and unconfined.
same() {
    run "$@"
    cp "$T/out" "$T/walled-out"
    cp "$T/err" "$T/walled-err"
    walled=$code
    run "$@" --insecure-no-sandbox
    expect_exit "$walled"
    expect_same "$T/out" "$T/walled-out"
    expect_same "$T/err" "$T/walled-err"
}

it 'articles as they should be'
for article in audio-samples/*.txt audio-samples/*-*.md tests/readers/golden/*.html tests/readers/golden/*.md; do
    same inspect "$article" --stage=blocks --json
    expect_exit 0
done

for reader in docx email epub feed html markdown newsml odt pdf roster ssml text; do
    it "documents of others, by the reader $reader"
    read=0
    # shellcheck disable=SC2012 # names without blanks
    for document in $(ls tests/fuzz/corpus/$reader/* | awk '!/found-/ || NR % 25 == 0'); do
        same inspect "$document" --reader "$reader" --stage=blocks --json
        [ "$code" -ne 0 ] || read=$((read + 1))
        [ "$code" -eq 0 ] || [ "$code" -eq 1 ] || [ "$code" -eq 3 ] || complain "exit code $code for $document"
    done
    [ "$read" -gt 0 ] || complain 'none of them could be read'
done

it 'what no reader knows, what is not there, and what is no reader'
printf '\177ELF\002\001\001' >"$T/program"
same inspect "$T/program" --stage=blocks
same inspect "$T/nothing" --stage=blocks
expect_exit 3
same inspect "$SHORT" --reader nonsense --stage=blocks
[ "$code" -ne 0 ] || complain 'there is a reader of that name'

it 'a feed of which one entry is asked'
feed=$(ls tests/fuzz/corpus/feed/* | sed -n 1p)
same inspect "$feed" --reader feed --stage=meta

it 'the lists, and the filter'
same plugins
same voices
printf 'On May 3, 2024, Dr. Ames paid $5.\n' >"$T/line"
INPUT=$T/line
same filter pronounce
expect_exit 0
INPUT=

finish

#!/bin/sh
# crier speak: one article, several, standard input, cache, jobs.
. "$(dirname "$0")/lib.sh"

it 'one text article becomes a WAV with its tags'
run speak "$SHORT" -o "$T/ferry.wav"
expect_exit 0
expect_no_out
expect_err "$T/ferry.wav"
expect_wav "$T/ferry.wav"
expect_tag "$T/ferry.wav" INAM 'Ferry workers vote'
expect_tag "$T/ferry.wav" IART 'Odette Marsh'
expect_tag "$T/ferry.wav" ISFT 'Crier'

it 'the last line says where it is, how long it plays and how long it took'
run speak "$SHORT" -o "$T/ferry.wav" --no-cache
tail -n 1 "$T/err" >"$T/last"
grep -qF "$T/ferry.wav" "$T/last" && [ "$(grep -oE '[0-9]+' "$T/last" | wc -l)" -ge 2 ] ||
    complain "the last line was: $(cat "$T/last")"

it 'a Markdown article with front matter'
run speak "$SAMPLE_MARKDOWN" -o "$T/harbor.wav"
expect_exit 0
expect_wav "$T/harbor.wav"
expect_tag "$T/harbor.wav" IART 'Minh-Anh Castellano'
expect_tag "$T/harbor.wav" ICRD '2026-05-17'

it 'quiet says nothing'
run speak "$SHORT" -o "$T/quiet.wav" --quiet
expect_exit 0
expect_silence
expect_no_out

it 'a language without rules of ours is said once, others are not'
printf -- '---\nlang: fr-CA\n---\nLe vote a eu lieu le 3 mai.\n\nIl reste 21 voix.\n' >"$T/fr.md"
run speak "$T/fr.md" -o "$T/fr.wav"
expect_exit 0
expect_err "Crier has no rules of its own for French; numbers and names are read by espeak-ng's rules"
[ "$(grep -c 'no rules of its own' "$T/err")" -eq 1 ] || complain 'it was said more than once'
run speak "$T/fr.md" -o "$T/fr.wav" --quiet
expect_silence
for tag in en-GB es-MX ES; do
    printf -- '---\nlang: %s\n---\nA vote.\n' "$tag" >"$T/own.md"
    run speak "$T/own.md" -o "$T/own.wav"
    expect_exit 0
    ! grep -q 'no rules' "$T/err" || complain "it was said of $tag"
done

it 'an older file is replaced'
echo old >"$T/replace.wav"
run speak "$SHORT" -o "$T/replace.wav" --quiet
expect_exit 0
expect_wav "$T/replace.wav"
expect_same "$T/replace.wav" "$T/quiet.wav"

it 'several articles into a folder'
mkdir "$T/many"
run speak "$SHORT" "$SAMPLE_TEXT" "$SAMPLE_MARKDOWN" -o "$T/many/" --as wav --quiet
expect_exit 0
expect_wav "$T/many/ferry-vote.wav"
expect_wav "$T/many/nurses-contract.wav"
expect_wav "$T/many/harbor-transit.wav"
expect_same "$T/many/ferry-vote.wav" "$T/quiet.wav"
[ "$(ls -A "$T/many" | wc -l)" -eq 3 ] || complain "other files beside them: $(ls -A "$T/many")"

it 'a folder that exists needs no slash'
mkdir "$T/folder"
run speak "$SHORT" -o "$T/folder" --quiet
expect_exit 0
expect_wav "$T/folder/ferry-vote.wav"

it 'one missing article of several does not stop the others'
mkdir "$T/some"
run speak "$SHORT" "$T/nowhere.txt" -o "$T/some/" --as wav --quiet
[ "$code" -eq 1 ] || [ "$code" -eq 3 ] || complain "exit code $code, expected 1 or 3"
expect_one_line "$T/nowhere.txt"
expect_wav "$T/some/ferry-vote.wav"

it 'standard input as -'
INPUT=$SHORT
run speak - -o "$T/stdin.wav" --quiet
INPUT=
expect_exit 0
expect_silence
expect_wav "$T/stdin.wav"

it 'one worker or four, cold or warm cache or none: the same bytes'
run speak "$SAMPLE_TEXT" -o "$T/one.wav" --quiet --no-cache --jobs 1
expect_exit 0
run speak "$SAMPLE_TEXT" -o "$T/four.wav" --quiet --no-cache --jobs 4
expect_exit 0
expect_same "$T/one.wav" "$T/four.wav"
rm -rf "$XDG_CACHE_HOME"
run speak "$SAMPLE_TEXT" -o "$T/cold.wav" --quiet
expect_same "$T/one.wav" "$T/cold.wav"
run speak "$SAMPLE_TEXT" -o "$T/warm.wav" --quiet
expect_same "$T/one.wav" "$T/warm.wav"

it 'no cache writes none'
rm -rf "$XDG_CACHE_HOME"
run speak "$SHORT" -o "$T/none.wav" --quiet --no-cache
expect_exit 0
[ -z "$(find "$XDG_CACHE_HOME" -type f 2>/dev/null)" ] || complain 'there are files in the cache'

it 'a damaged cache is noticed and mended'
run speak "$SHORT" -o "$T/before.wav" --quiet
[ -n "$(find "$XDG_CACHE_HOME/crier" -type f 2>/dev/null)" ] || complain 'there is no cache'
find "$XDG_CACHE_HOME" -type f -exec sh -c 'for f; do
    dd if=/dev/zero of="$f" bs=1 seek=$(($(wc -c <"$f") / 2)) count=64 conv=notrunc 2>/dev/null; done' - {} +
run speak "$SHORT" -o "$T/after.wav" --quiet
expect_exit 0
expect_same "$T/before.wav" "$T/after.wav"
find "$XDG_CACHE_HOME" -type f -exec sh -c 'for f; do head -c 20 "$f" >"$f.cut"; mv "$f.cut" "$f"; done' - {} +
run speak "$SHORT" -o "$T/after.wav" --quiet
expect_exit 0
expect_same "$T/before.wav" "$T/after.wav"

it 'a cache that cannot be used costs nothing but time'
echo 'not a folder' >"$T/file"
XDG_CACHE_HOME=$T/file run speak "$SHORT" -o "$T/nocache.wav" --quiet
expect_exit 0
expect_same "$T/before.wav" "$T/nocache.wav"

it 'two at once share the cache'
rm -rf "$XDG_CACHE_HOME"
"$CRIER" speak "$SAMPLE_TEXT" -o "$T/left.wav" --quiet &
"$CRIER" speak "$SAMPLE_TEXT" -o "$T/right.wav" --quiet &
wait
expect_same "$T/left.wav" "$T/one.wav"
expect_same "$T/right.wav" "$T/one.wav"

it 'another voice speaks otherwise'
run speak "$SHORT" -o "$T/british.wav" --quiet --voice en-gb-x-rp
expect_exit 0
expect_wav "$T/british.wav"
cmp -s "$T/british.wav" "$T/before.wav" && complain 'both voices gave the same bytes'

it 'plain progress is lines without terminal codes'
run speak "$SHORT" -o "$T/plain.wav" --no-cache --progress=plain
expect_exit 0
[ -s "$T/err" ] || complain 'no progress was shown'
if grep -q "$(printf '[\033\r]')" "$T/err"; then complain 'terminal codes in plain progress'; fi

finish

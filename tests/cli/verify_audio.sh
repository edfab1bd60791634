#!/bin/sh
# crier verify of the audio that Crier writes: nothing to find in it; and of the same cut short,
# which must be told.
. "$(dirname "$0")/lib.sh"

it 'speaks into every kind of audio file'
mkdir "$T/whole" "$T/cut" "$T/noise"
run speak audio-samples/harbor-transit.md -o "$T/whole/a.wav" -o "$T/whole/a.flac" -o "$T/whole/a.opus" \
    -o "$T/whole/a.ogg" -o "$T/whole/a.mp3" --quiet
expect_exit 0

for kind in wav flac opus ogg mp3; do
    it "$kind: as it should be"
    run verify "$T/whole/a.$kind"
    expect_exit 0

    # Half of it; and with the last byte gone. The frames of FLAC are not walked: of those only
    # the blocks before them are looked at.
    size=$(wc -c <"$T/whole/a.$kind")
    for kept in $((size / 2)) $((size - 1)); do
        [ "$kind" != flac ] || continue
        it "$kind: the first $kept bytes of $size"
        head -c "$kept" "$T/whole/a.$kind" >"$T/cut/a.$kind"
        run verify "$T/cut/a.$kind"
        expect_exit 1
        cat "$T/out" "$T/err" | grep -qF audio-cut || complain 'it does not say audio-cut'
    done

    it "$kind: its head and then nothing"
    head -c 16 "$T/whole/a.$kind" >"$T/cut/a.$kind"
    run verify "$T/cut/a.$kind"
    expect_exit 1

    it "$kind: no audio at all"
    printf 'These are words and no sound at all, whatever the name says.\n' >"$T/noise/a.$kind"
    run verify "$T/noise/a.$kind"
    expect_exit 1
    cat "$T/out" "$T/err" | grep -qF audio-form || complain 'it does not say audio-form'
done

it 'nothing is there to be looked at, and no book that could be opened'
run verify "$T/nothing"
expect_exit 3
expect_err nothing
printf 'no zip\n' >"$T/noise/a.epub"
run verify "$T/noise/a.epub"
[ "$code" -eq 1 ] || [ "$code" -eq 3 ] || complain "exit code $code"
cat "$T/out" "$T/err" | grep -qF a.epub || complain 'it does not say which file'

it 'a folder, however its name is written'
for folder in "$T/whole" "$T/whole/" "$T/whole//"; do
    run verify "$folder"
    expect_exit 0
done

finish

#!/bin/sh
# Every audio format as players meet it: what is in it, how long it plays, what it says of
# itself; the same bytes again; options that are wrong; formats and rates that cannot be.
. "$(dirname "$0")/lib.sh"

hex() { # FILE OFFSET BYTES
    od -An -v -tx1 -j "$2" -N "$3" "$1" | tr -d ' \n'
}

all='wav flac opus ogg mp3'

it 'all formats of one article'
mkdir "$T/all"
set --
for suffix in $all ulaw alaw sln sln16; do set -- "$@" -o "$T/all/a.$suffix"; done
run speak "$SAMPLE_MARKDOWN" "$@" -o "$T/all/a.json" -o "$T/all/a.chapters.json" --quiet
expect_exit 0
expect_silence
[ "$(ls -A "$T/all" | wc -l)" -eq 11 ] || complain "not eleven files: $(ls -A "$T/all")"
frames=$(sed -n 's/^ *"length": \([0-9]*\),.*/\1/p' "$T/all/a.json")

it 'they are what their names say'
[ "$(name_at "$T/all/a.flac" 0)" = fLaC ] || complain 'no FLAC'
[ "$(name_at "$T/all/a.opus" 0)" = OggS ] || complain 'no Ogg'
[ "$(name_at "$T/all/a.opus" 28)" = Opus ] || complain 'no Opus'
[ "$(hex "$T/all/a.ogg" 28 7)" = 01766f72626973 ] || complain 'no Vorbis'
[ "$(hex "$T/all/a.mp3" 0 5)" = 4944330300 ] || complain 'no ID3v2.3'

it 'telephone formats have one byte or two a frame, exactly'
[ "$(wc -c <"$T/all/a.ulaw")" -eq $(((frames * 8000 * 2 + 22050) / 44100)) ] || complain "µ-law has $(wc -c <"$T/all/a.ulaw") bytes"
[ "$(wc -c <"$T/all/a.alaw")" -eq "$(wc -c <"$T/all/a.ulaw")" ] || complain 'A-law has another length'
[ "$(wc -c <"$T/all/a.sln")" -eq $((2 * (frames * 8000 * 2 + 22050) / 44100 / 2 * 2)) ] ||
    [ "$(wc -c <"$T/all/a.sln")" -eq $((2 * ((frames * 8000 * 2 + 22050) / 44100))) ] || complain "sln has $(wc -c <"$T/all/a.sln") bytes"
[ "$(hex "$T/all/a.ulaw" 0 4)" = ffffffff ] || complain 'µ-law does not begin with silence'
[ "$(hex "$T/all/a.alaw" 0 4)" = d5d5d5d5 ] || complain 'A-law does not begin with silence'

it 'FLAC knows its length, and has one block of comments'
[ $((0x$(hex "$T/all/a.flac" 21 5) & 0xfffffffff)) -eq "$frames" ] || complain 'its length is another'
[ "$(hex "$T/all/a.flac" 42 1)" = 84 ] || complain 'the last block is not one of comments'

it 'tags and chapters stand in all of them'
for suffix in flac opus ogg; do
    for text in 'TITLE=' 'ARTIST=Minh-Anh Castellano' 'CHAPTER000=00:00:00.000' 'CHAPTER001NAME=What Question 3 would do'; do
        head -c 8192 "$T/all/a.$suffix" | grep -aqF "$text" || complain "a.$suffix does not say $text"
    done
done
second=$(sed -n 's/.*"startTime": \([0-9.]*\), "title": "What Question 3 would do".*/\1/p' "$T/all/a.chapters.json")
clock=$(echo "$second" | awk '{ printf "00:%02d:%06.3f", $1 / 60, $1 % 60 }')
for suffix in flac opus ogg; do
    head -c 8192 "$T/all/a.$suffix" | grep -aqF "CHAPTER001=$clock" || complain "the second chapter of a.$suffix is not at $clock"
done
[ "$(head -c 8192 "$T/all/a.mp3" | grep -ao 'CHAP' | wc -l)" -eq 4 ] || complain 'there are not four chapters in the MP3'
[ "$(head -c 8192 "$T/all/a.mp3" | grep -ao 'CTOC' | wc -l)" -eq 1 ] || complain 'there is not one table of contents in the MP3'
head -c 8192 "$T/all/a.mp3" | grep -aqE 'Info|Xing' || complain 'no header for gapless players'

it 'they play as long as the track, by another decoder'
if command -v ffmpeg >/dev/null 2>&1; then
    for suffix in $all; do
        ffmpeg -nostdin -v warning -i "$T/all/a.$suffix" -f s16le -ac 1 -ar 48000 "$T/raw" -y >"$T/log" 2>&1
        [ ! -s "$T/log" ] || grep -q 'Guessed' "$T/log" || complain "a.$suffix: $(head -n 2 "$T/log")"
        off=$(($(wc -c <"$T/raw") / 2 - frames * 48000 / 22050))
        [ "${off#-}" -le 48 ] || complain "a.$suffix is off by $off of 48000 a second"
    done
else
    not_possible 'there is no ffmpeg'
fi

it 'others find nothing wrong'
if command -v flac >/dev/null 2>&1; then
    flac -ts "$T/all/a.flac" 2>"$T/log" || complain "flac: $(cat "$T/log")"
fi
if command -v opusinfo >/dev/null 2>&1; then
    opusinfo "$T/all/a.opus" >"$T/log" 2>&1 || complain 'opusinfo fails'
    ! grep -i warning "$T/log" || complain 'opusinfo warns'
fi

it 'the same bytes again'
mkdir "$T/again"
set --
for suffix in $all; do set -- "$@" -o "$T/again/a.$suffix"; done
run speak "$SAMPLE_MARKDOWN" "$@" --quiet --jobs 1 --no-cache
expect_exit 0
for suffix in $all; do expect_same "$T/all/a.$suffix" "$T/again/a.$suffix"; done

it 'forms of WAV'
for form in '24 1 3' 'float 3 4' 'ulaw 7 1' 'alaw 6 1'; do
    set -- $form
    run speak "$SHORT" -o "$T/form.wav" --set "wav.bits=$1" --quiet
    expect_exit 0
    at=$(wav_chunk "$T/form.wav" 'fmt ' | cut -d ' ' -f 1)
    [ "$(number_at "$T/form.wav" "$at" 2) $(($(number_at "$T/form.wav" $((at + 14)) 2) / 8))" = "$2 $3" ] || complain "$1 is of another form"
done

it 'an MP3 without a tag, for talking books'
run speak "$SHORT" -o "$T/bare.mp3" --set mp3.id3=0 --quiet
expect_exit 0
[ "$(hex "$T/bare.mp3" 0 1)" = ff ] || complain 'it does not begin with a frame'

it 'bit rates are what was asked for'
for rate in 32 64 128; do
    run speak "$SHORT" -o "$T/rate.mp3" --set mp3.bitrate=$rate --set mp3.id3=0 --quiet
    expect_exit 0
    seconds=$(wav_seconds audio-samples/ferry-vote.wav)
    got=$(($(wc -c <"$T/rate.mp3") * 8 / seconds / 1000))
    [ "$got" -ge $((rate - 2)) ] && [ "$got" -le $((rate * 110 / 100)) ] || complain "asked for $rate kbit/s, got $got"
done

it 'a rate that Opus cannot have is the next one, and said'
run speak "$SHORT" -o "$T/o.opus" --sample-rate 44100
expect_exit 0
expect_err 'no 44100 Hz' 'made at 48000 Hz'

it 'options that are wrong'
for wrong in mp3.bitrate=loud mp3.quality=11 mp3.effort=10 flac.bits=20 wav.bits=12; do
    run speak "$SHORT" -o "$T/no.${wrong%%.*}" --set "$wrong"
    expect_exit 2
    name=${wrong%%=*}
    expect_one_line "the output ${wrong%%.*} does not take that: ${name#*.} "
    expect_no_file "$T/no.${wrong%%.*}"
done

it 'hostile titles stay in their tags'
printf '# A=B \033[31m\007 \342\200\256 "x" \000 %s\n\nOne two three.\n' "$(printf '%900s' | sed 's/ /yes /g')" >"$T/hostile.md"
run speak "$T/hostile.md" -o "$T/h.mp3" -o "$T/h.flac" -o "$T/h.opus" -o "$T/h.ogg" -o "$T/h.wav" --quiet
expect_exit 0
if command -v ffprobe >/dev/null 2>&1; then
    for suffix in $all; do
        ffprobe -v warning -show_chapters "$T/h.$suffix" >"$T/log" 2>&1 || complain "h.$suffix cannot be read"
        ! grep -aq "$(printf '\033')" "$T/log" || complain "h.$suffix holds an escape"
    done
fi

finish

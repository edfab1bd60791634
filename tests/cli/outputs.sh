#!/bin/sh
# What is written beside the audio: captions, timing, chapters, labels, pictures,
# ledgers; their names, their options, several at once.
. "$(dirname "$0")/lib.sh"

expect_json() { # FILE
    expect_file "$1"
    wrong=$(awk -f tests/cli/json.awk <"$1") || complain "$1 is no JSON: $wrong"
}

expect_not_in() { # FILE TEXT…
    file=$1
    shift
    for text; do
        if grep -qF -- "$text" "$file"; then complain "$file says: $text"; fi
    done
}

# Captions from the first moment to MILLISECONDS without a gap, at most two lines each.
expect_captions() { # FILE MILLISECONDS
    expect_file "$1"
    wrong=$(awk -v end="$2" '
    function ms(t) { gsub(/[:,.]/, " ", t); split(t, p, " "); return ((p[1] * 60 + p[2]) * 60 + p[3]) * 1000 + p[4] }
    / --> / {
        if ($0 !~ /^[0-9][0-9]:[0-9][0-9]:[0-9][0-9][.,][0-9][0-9][0-9] --> [0-9][0-9]:[0-9][0-9]:[0-9][0-9][.,][0-9][0-9][0-9]$/) print "odd times: " $0
        if (ms($1) != at) print "a gap before: " $0
        if (ms($3) <= ms($1)) print "it takes no time: " $0
        at = ms($3); lines = 0; inside = 1
        next
    }
    $0 == "" { if (inside && lines == 0) print "an empty cue before line " NR; inside = 0 }
    inside && ++lines > 2 { print "three lines: " $0 }
    END { if (at != end) print "it ends at " at ", not " end }
    ' "$1")
    [ -z "$wrong" ] || complain "$1: $wrong"
}

all='wav vtt srt ttml json chapters.json labels.txt smil svg ledger.json ledger.html'

it 'all outputs of one article at once'
mkdir "$T/all"
set --
for suffix in $all; do set -- "$@" -o "$T/all/a.$suffix"; done
run speak "$SAMPLE_MARKDOWN" "$@" --quiet --strict
expect_exit 0
expect_silence
expect_wav "$T/all/a.wav"
for suffix in $all; do expect_file "$T/all/a.$suffix"; done
[ "$(ls -A "$T/all" | wc -l)" -eq 11 ] || complain "other files beside them: $(ls -A "$T/all")"
# shellcheck disable=SC2046 # two numbers
set -- $(wav_chunk "$T/all/a.wav" data)
frames=$(($2 / 2))

it 'they agree on how long it plays'
expect_captions "$T/all/a.vtt" $((frames * 1000 / 22050))
expect_captions "$T/all/a.srt" $((frames * 1000 / 22050))
expect_in "$T/all/a.json" "\"length\": $frames,"
expect_in "$T/all/a.ledger.json" "\"length\": $frames,"

it 'they are what their names say'
for suffix in json chapters.json ledger.json; do expect_json "$T/all/a.$suffix"; done
[ "$(head -n 1 "$T/all/a.vtt")" = WEBVTT ] || complain 'the captions do not begin with WEBVTT'
expect_in "$T/all/a.chapters.json" '"version": "1.2.0"' '"startTime": 0.000' 'What Question 3 would do'
expect_in "$T/all/a.json" '"rate": 22050' '"role": "headline"' '"key": "author"'
expect_in "$T/all/a.ledger.json" '"says": ' '"skipped": "front matter", "asked": true' '"unasked": 0'
expect_in "$T/all/a.ledger.html" '<!DOCTYPE html>' '<html lang="en">' '<h2 id="totals">' '<bdi lang="en-US">'
expect_not_in "$T/all/a.ledger.html" '<script' 'http-equiv="refresh"' 'src='
expect_in "$T/all/a.smil" '<audio src="a.wav" clipBegin="0.000s"' 'a.html#s1'
expect_in "$T/all/a.svg" '<title' '<desc' 'prefers-color-scheme: dark'

it 'the longest suffix says what it is'
run speak "$SHORT" -o "$T/v1.2.json" -o "$T/v1.2.chapters.json" -o "$T/v1.2.labels.txt" --quiet
expect_exit 0
expect_in "$T/v1.2.json" '"sentences"'
expect_in "$T/v1.2.chapters.json" '"chapters"'
expect_json "$T/v1.2.json"

it 'captions alone need no audio file'
mkdir "$T/alone"
run speak "$SHORT" -o "$T/alone/a.vtt"
expect_exit 0
expect_one_line "wrote $T/alone/a.vtt"
[ "$(ls -A "$T/alone")" = a.vtt ] || complain "other files beside it: $(ls -A "$T/alone")"

it 'a ledger alone'
run speak "$SHORT" -o "$T/alone/a.ledger.json" --quiet
expect_exit 0
expect_json "$T/alone/a.ledger.json"

it 'names of outputs for a folder'
mkdir "$T/folder"
run speak "$SHORT" "$SAMPLE_TEXT" -o "$T/folder/" --as vtt,chapters,labels,ledger.html --quiet
expect_exit 0
for name in ferry-vote nurses-contract; do
    for suffix in vtt chapters.json labels.txt ledger.html; do
        expect_file "$T/folder/$name.$suffix"
    done
done

it 'the same bytes with one worker or four'
run speak "$SAMPLE_TEXT" -o "$T/one.vtt" -o "$T/one.json" -o "$T/one.ledger.html" --quiet --no-cache --jobs 1
expect_exit 0
run speak "$SAMPLE_TEXT" -o "$T/four.vtt" -o "$T/four.json" -o "$T/four.ledger.html" --quiet --no-cache --jobs 4
expect_same "$T/one.vtt" "$T/four.vtt"
expect_same "$T/one.json" "$T/four.json"
expect_same "$T/one.ledger.html" "$T/four.ledger.html"

it 'options of outputs'
run speak "$SHORT" -o "$T/set.vtt" -o "$T/set.srt" --set vtt.words=1 --set vtt.width=30 --set srt.width=60 --quiet
expect_exit 0
grep -q '<00:00:0[0-9]\.[0-9][0-9][0-9]>' "$T/set.vtt" || complain 'there are no times of words'
sed 's/<[^>]*>//g' "$T/set.vtt" | grep -v -e '-->' -e '^NOTE' | grep -qE '.{31}' && complain 'a line is longer than 30'
grep -v -e '-->' "$T/set.srt" | grep -qE '.{33}' || complain 'no line is longer than 32'

it 'the last of two values counts'
run speak "$SHORT" -o "$T/set.vtt" --set vtt.words=1 --set vtt.words=0 --quiet
expect_exit 0
grep -q '<00:' "$T/set.vtt" && complain 'there are times of words'

mkdir "$T/none"
for case in \
    'vtt.colour=red|vtt has no option colour' \
    'vtt.words|--set vtt.words is not of the form' \
    'vtt=1|--set vtt=1 is not of the form' \
    '.words=1|is not of the form' \
    'vtt.=1|is not of the form' \
    'xyz.words=1|no output plugin makes xyz files' \
    'wav.words=1|wav has no option words' \
    'srt.width=30|no srt file is to be made' \
    'vtt.words=yes|words is yes' \
    'vtt.width=9999|width is 9999; it must be a number from 16 to 200'; do
    it "the wrong setting ${case%%|*}"
    run speak "$SHORT" -o "$T/none/a.vtt" -o "$T/none/a.wav" --set "${case%%|*}" --quiet
    expect_exit 2
    expect_one_line "${case#*|}"
    expect_empty_folder "$T/none"
done

it 'two outputs with one name'
run speak "$SHORT" -o "$T/none/a.vtt" -o "$T/none/../none/a.vtt"
expect_exit 2
expect_one_line 'would be written twice'
expect_empty_folder "$T/none"

it 'an unknown suffix names all that there are'
run speak "$SHORT" -o "$T/none/a.xyz"
expect_exit 2
expect_one_line xyz vtt srt ttml chapters.json labels.txt smil svg ledger.html ledger.json
run speak "$SHORT" -o "$T/none/a.txt"
expect_exit 2
expect_one_line txt
expect_empty_folder "$T/none"

it 'one output that cannot be written: none is'
run speak "$SHORT" -o "$T/none/a.vtt" -o "$T/none/missing/a.ledger.json" --quiet
expect_exit 4
expect_one_line "$T/none/missing"
expect_empty_folder "$T/none"
run speak "$SHORT" -o "$T/none/a.ledger.html" -o "$T/none/missing/a.srt" --quiet
expect_exit 4
expect_one_line "$T/none/missing"
expect_empty_folder "$T/none"

it 'a title and words that look like markup stay words'
cat >"$T/nasty.md" <<'END'
---
title: '<script>alert(1)</script> "A" & B --> C ]]>'
author: '<b>Mallory</b> & Co'
---
# <script>alert(1)</script> "A" & B --> C ]]>

The bakers wrote `</td><script>` --> on the wall & left.
END
printf 'Then \342\200\256all turned\342\200\254 round 👍🏽.\n' >>"$T/nasty.md"
set --
for suffix in $all; do set -- "$@" -o "$T/nasty.$suffix"; done
run speak "$T/nasty.md" "$@" --quiet
expect_exit 0
for suffix in json chapters.json ledger.json; do expect_json "$T/nasty.$suffix"; done
for suffix in vtt ttml smil svg ledger.html; do
    expect_not_in "$T/nasty.$suffix" '<script' '<b>' ']]>'
done
expect_in "$T/nasty.ledger.html" '&lt;script&gt;'
[ "$(grep -c -e '-->' "$T/nasty.vtt")" -eq "$(grep -c '^[0-9][0-9]:.* --> [0-9:.]*$' "$T/nasty.vtt")" ] || complain 'an arrow in a cue'

it 'a file name that needs care'
cp "$SHORT" "$T/a & \"b\" 7%.txt"
run speak "$T/a & \"b\" 7%.txt" -o "$T/a & \"b\" 7%.smil" -o "$T/a & \"b\" 7%.ledger.html" --quiet
expect_exit 0
expect_in "$T/a & \"b\" 7%.smil" 'src="a%20%26%20%22b%22%207%25.wav"'
expect_in "$T/a & \"b\" 7%.ledger.html" 'a &amp; &quot;b&quot; 7%.txt'

it 'the ledger counts as inspect does'
run inspect --stage=ledger --json "$SAMPLE_MARKDOWN"
expect_exit 0
for key in spoken skipped; do
    count=$(grep "^\"$key\":" "$T/out" | tr -cd '0-9')
    expect_in "$T/all/a.ledger.json" "\"$key\": $count"
done

it 'the ledger has the lexicon and what it changed'
printf 'Quiroga\tkee-ROH-gah\nNobody\tno one\n' >"$T/names.tsv"
run speak "$SHORT" -o "$T/lexicon.ledger.json" -o "$T/lexicon.ledger.html" --lexicon "$T/names.tsv" --quiet
expect_exit 0
expect_json "$T/lexicon.ledger.json"
expect_in "$T/lexicon.ledger.json" '"written": "Quiroga"' '"used": 1' '"unused": 1'
expect_in "$T/lexicon.ledger.html" '<bdi>Quiroga</bdi>'

it 'strict: what the profile leaves out is no loss'
run speak "$SAMPLE_MARKDOWN" -o "$T/strict.wav" --strict --profile brief --quiet
expect_exit 0
expect_silence

it 'strict: a word that is too long to speak is one'
{
    printf 'The bakers wrote '
    head -c 5000 /dev/zero | tr '\0' 'a'
    echo ' on the wall.'
} >"$T/lost.txt"
run speak "$T/lost.txt" -o "$T/lost.wav" -o "$T/lost.ledger.json" --strict --quiet
expect_exit 1
expect_err 'strict:' 'nobody asked to skip'
expect_in "$T/lost.ledger.json" '"asked": false' '"unasked": 1'
expect_file "$T/lost.wav"

it 'strict: so are bytes that are no text'
printf 'The bakers \200\201 met.\n' >"$T/bytes.txt"
run speak "$T/bytes.txt" -o "$T/bytes.wav" --strict --quiet
expect_exit 1
expect_err 'strict:' 'warning'

finish

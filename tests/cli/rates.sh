#!/bin/sh
# Rates side by side, what changed since an earlier ledger, several articles at once.
. "$(dirname "$0")/lib.sh"

frames_of() {
    # shellcheck disable=SC2046 # two numbers
    set -- $(wav_chunk "$1" data)
    echo $((${2:-0} / 2))
}

expect_json() { # FILE
    expect_file "$1"
    wrong=$(awk -f tests/cli/json.awk <"$1") || complain "$1 is no JSON: $wrong"
}

it 'one file for each rate, and an index of all sentences'
mkdir "$T/r"
run speak "$SHORT" -o "$T/r/a.wav" -o "$T/r/a.json" --rates 140,220 --quiet
expect_exit 0
expect_silence
[ "$(ls "$T/r" | tr '\n' ' ')" = 'a-140.json a-140.wav a-220.json a-220.wav a.rates.json ' ] || complain "made: $(ls "$T/r")"
expect_json "$T/r/a.rates.json"
slow=$(frames_of "$T/r/a-140.wav")
quick=$(frames_of "$T/r/a-220.wav")
[ "$slow" -gt $((quick * 5 / 4)) ] || complain "$slow frames at 140, $quick at 220"
grep -qF "\"length\": $slow" "$T/r/a.rates.json" && grep -qF "\"length\": $quick" "$T/r/a.rates.json" || complain 'the lengths in the index are others'

it 'the index agrees with the marks of each file'
marks() { sed -n 's/.*"sentence": \([0-9]*\), .*"start": \([0-9]*\), "end": \([0-9]*\), "seconds".*"words".*/\1 \2 \3/p' "$1"; }
index() { sed -n "s/.*\"sentence\": \([0-9]*\), .*\"at\": \[\[\([0-9]*\), \([0-9]*\)\], \[\([0-9]*\), \([0-9]*\)\]\].*/\1 $1/p" "$T/r/a.rates.json"; }
marks "$T/r/a-140.json" >"$T/one"
index '\2 \3' >"$T/two"
expect_file "$T/one"
expect_same "$T/one" "$T/two"
marks "$T/r/a-220.json" >"$T/one"
index '\4 \5' >"$T/two"
expect_same "$T/one" "$T/two"

it 'a rate alone is what the ladder has'
run speak "$SHORT" -o "$T/alone.wav" --rate 140 --quiet
expect_exit 0
expect_same "$T/alone.wav" "$T/r/a-140.wav"

for wrong in 20 140,140 fast '' 140,,175 500 80,90,100,110,120,130,140,150,160,170,180,190,200,210,220,230,240; do
    it "rates that are none: $wrong"
    run speak "$SHORT" -o "$T/no.wav" --rates "$wrong"
    expect_exit 2
    expect_one_line "--rates $wrong"
    expect_no_file "$T/no-140.wav"
    expect_no_file "$T/no.wav"
done

it 'two files of one name, by way of the rates'
run speak "$SHORT" -o "$T/x.wav" -o "$T/./x.wav" --rates 140,175
expect_exit 2
expect_one_line 'written twice'
expect_no_file "$T/x-140.wav"

it 'one rate cannot be written: nothing of the others appears'
mkdir -p "$T/none/p-200.wav"
run speak "$SHORT" -o "$T/none/p.wav" --rates 140,200
expect_exit 4
expect_one_line 'p-200.wav'
[ "$(ls -A "$T/none")" = p-200.wav ] || complain "left: $(ls -A "$T/none")"
rmdir "$T/none/p-200.wav" && mkdir "$T/none/p.rates.json"
run speak "$SHORT" -o "$T/none/p.wav" --rates 140,200
expect_exit 4
expect_one_line 'p.rates.json'
[ "$(ls -A "$T/none")" = p.rates.json ] || complain "left: $(ls -A "$T/none")"

it 'one file by way of two folders'
mkdir "$T/real" && ln -s real "$T/link"
run speak "$SHORT" -o "$T/real/a.wav" -o "$T/link/a.wav"
expect_exit 2
expect_one_line 'written twice'

it 'nothing changed since the ledger'
cp "$SHORT" "$T/news.txt"
run speak "$T/news.txt" -o "$T/n.wav" -o "$T/n.ledger.json" --quiet
expect_exit 0
expect_json "$T/n.ledger.json"
run speak "$T/news.txt" -o "$T/m.wav" --since "$T/n.ledger.json"
expect_exit 0
expect_err 'of 7 sentences 7 are as before, 0 sound different, 0 are new; 0 are gone'
expect_same "$T/n.wav" "$T/m.wav"

it 'one sentence changed: that one is spoken anew, and no other'
sed 's/on Tuesday/on Wednesday/' "$SHORT" >"$T/news.txt"
run speak "$T/news.txt" -o "$T/m.wav" --since "$T/n.ledger.json" --verbose
expect_exit 0
expect_err '6 are as before, 0 sound different, 1 are new; 1 are gone' 'sentence 4 is new: Deckhands' 'gone: Deckhands' \
    'synthesised 1 of 7 sentences'

it 'an entry of a lexicon: exactly the sentences that it touches'
printf 'Deckhands\tsailors\n' >"$T/words.tsv"
cp "$SHORT" "$T/news.txt"
run speak "$T/news.txt" -o "$T/m.wav" --since "$T/n.ledger.json" --lexicon "$T/words.tsv" --verbose
expect_exit 0
expect_err '6 are as before, 1 sound different, 0 are new; 0 are gone' 'sentence 4 sounds different' \
    'synthesised 1 of 7 sentences'

it 'another rate is another voice'
run speak "$T/news.txt" -o "$T/m.wav" --since "$T/n.ledger.json" --rate 150
expect_exit 0
expect_err 'of another voice' '0 are as before, 7 sound different'

for wrong in missing.json bad.json empty.json other.json deep.json pipe.json; do
    it "a ledger that is none: $wrong"
    printf '{"sentences": [{"sentence": 1}' >"$T/bad.json"
    : >"$T/empty.json"
    head -c 100000 /dev/zero | tr '\0' '[' >"$T/deep.json"
    [ -p "$T/pipe.json" ] || mkfifo "$T/pipe.json"
    printf '{"sentences": [{"sentence": 1, "text": 3, "heard": []}]}' >"$T/other.json"
    run speak "$SHORT" -o "$T/no.wav" --since "$T/$wrong"
    expect_exit 3
    expect_one_line "cannot compare with $T/$wrong"
    expect_no_file "$T/no.wav"
done

it 'a ledger is of one article'
run speak "$SHORT" "$SAMPLE_TEXT" -o "$T/" --since "$T/n.ledger.json"
expect_exit 2
expect_one_line '--since'

it 'several articles at once give what one after the other gives'
mkdir "$T/each" "$T/many"
run speak audio-samples/*.txt -o "$T/each" --as wav,vtt --jobs 1 --quiet
expect_exit 0
run speak audio-samples/*.txt -o "$T/many" --as wav,vtt --jobs 4 --quiet --no-cache
expect_exit 0
for file in "$T"/each/*; do expect_same "$file" "$T/many/$(basename "$file")"; done
[ "$(ls "$T/many" | wc -l)" -eq 8 ] || complain "made: $(ls "$T/many")"

it 'one of several cannot be read: the others are made'
run speak "$SHORT" "$T/none.txt" "$SAMPLE_TEXT" -o "$T/many" --as wav --quiet
expect_exit 1
expect_one_line 'none.txt'

it 'progress for programs'
long_text 3000 "$T/long.txt"
run speak "$T/long.txt" -o "$T/long.wav" --progress=json --no-cache
expect_exit 0
grep '^{' "$T/err" >"$T/progress" || printf '{"article": "x", "stage": "", "done": 1, "total": 1, "eta": 0}\n' >"$T/progress"
while read -r line; do
    printf '%s\n' "$line" >"$T/line"
    awk -f tests/cli/json.awk <"$T/line" >/dev/null || complain "no JSON: $line"
    for key in article stage done total eta; do
        case $line in *"\"$key\": "*) ;; *) complain "no $key: $line" ;; esac
    done
done <"$T/progress"

it 'a book of one article brings its own audio, and leaves none behind'
mkdir "$T/book"
run speak "$SAMPLE_MARKDOWN" -o "$T/book/a.epub" --quiet
expect_exit 0
expect_silence
[ "$(ls -A "$T/book")" = a.epub ] || complain "beside the book: $(ls -A "$T/book")"
[ "$(dd if="$T/book/a.epub" bs=1 skip=30 count=28 2>/dev/null)" = 'mimetypeapplication/epub+zip' ] || complain 'it is no EPUB'
grep -aqF '.mp3' "$T/book/a.epub" || complain 'there is no audio in it'

it 'a site of one article holds its own audio'
run speak "$SHORT" -o "$T/book/a.site" --quiet
expect_exit 0
expect_silence
expect_file "$T/book/a.site/audio/ferry-vote.mp3"
grep -qF 'src="../audio/ferry-vote.mp3"' "$T/book/a.site/article/ferry-vote.html" || complain 'the page has other audio'
run speak "$SHORT" -o "$T/book/b.site" -o "$T/book/b.mp3" --set web.base=../ --quiet
expect_exit 0
grep -qF 'src="../../b.mp3"' "$T/book/b.site/article/ferry-vote.html" || complain 'the page does not have the audio beside it'

it 'a talking book is a folder, the second time too'
for n in 1 2; do
    run speak "$SHORT" -o "$T/book/a.daisy" --quiet
    expect_exit 0
    expect_silence
    expect_file "$T/book/a.daisy/ncc.html"
    [ -z "$(ls "$T/book/a.daisy" | grep wav)" ] || complain "in the book: $(ls "$T/book/a.daisy")"
done

finish

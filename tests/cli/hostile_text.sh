#!/bin/sh
# Text that nobody means well, as a user meets it: the rest is spoken, the ledger names
# every word that was not, and one line says so.
. "$(dirname "$0")/lib.sh"

# flood TEXT TIMES: TEXT so many times.
flood() {
    awk -v text="$1" -v times="$2" 'BEGIN { for (i = 0; i < times; i++) printf "%s", text }'
}

# article FILE: what standard input holds, between two plain paragraphs.
article() {
    {
        printf 'The hearing began on time.\n\n'
        cat
        printf '\n\nThe hearing ended late.\n'
    } >"$1"
}

# Every run of characters without white space in the article is a word of the ledger.
expect_complete_ledger() { # ARTICLE
    run inspect "$1" --stage=ledger --json
    tr -s ' \t\n' '\n\n\n' <"$1" | grep -c . >"$T/words"
    awk '{ spoken += gsub(/"start":/, ""); skipped += gsub(/"skipped": "/, "") }
         END { print spoken + skipped }' "$T/out" >"$T/told"
    [ "$(cat "$T/told")" -ge "$(cat "$T/words")" ] ||
        complain "the ledger tells of $(cat "$T/told") words, the article has $(cat "$T/words")"
    if grep -q "\"skipped\": \"\"" "$T/out"; then complain "a word was skipped without a reason"; fi
    run inspect "$1" --stage=ledger
    expect_out 'seconds: hearing' 'seconds: late.'
}

# name                  text                 times
floods='
emoji                   😀                   10000
emoji_apart             😀_                  10000
families                👨‍👩‍👧‍👦_                  300
flags                   🇺🇸                   3000
skin_tones              👍🏽_                  1000
keycaps                 1️⃣_                   200
accents                 é́́́́_                  300
overrides               ma‮chi‬nists_        200
isolates                ⁦⁧                   5000
zero_width              Mach​inists_         200
soft_hyphens            Ma­chin­ists_        200
dots                    .                    1000000
letters                 a                    1000000
brackets                [                    1000000
hyphens                 a-                   500000
enders                  .!?_                 3000
abbreviations           Sen._                500
digits                  7                    10000
private_use             _                   3000
cuneiform               𒀀𒀁_                  100
'
printf '%s' "$floods" | while read -r name text times; do
    [ -z "$name" ] || printf '%s %s %s\n' "$name" "$text" "$times"
done >"$T/floods"

while read -r name text times; do
    it "a flood of $name"
    flood "$(printf '%s' "$text" | tr _ ' ')" "$times" | article "$T/$name.txt"
    run inspect "$T/$name.txt" --stage=ledger --json
    [ "$code" -eq 0 ] || [ "$code" -eq 1 ] || complain "exit code $code, expected 0 or 1"
    [ "$(wc -l <"$T/err")" -le 1 ] || complain 'more than one line on standard error'
    expect_complete_ledger "$T/$name.txt"
done <"$T/floods"

it 'what looks like words is read as words'
printf 'The Mach\342\200\213inists’ rally in \357\274\221\357\274\231\357\274\223\357\274\230: \360\235\220\201\360\235\220\250\360\235\220\245\360\235\220\235 claims.\n' >"$T/in"
INPUT=$T/in
run filter normalize
INPUT=
expect_exit 0
[ "$(cat "$T/out")" = 'The Machinists’ rally in nineteen thirty-eight: Bold claims.' ] ||
    complain "it said: $(cat "$T/out")"

it 'a long number is read digit by digit, a longer one is named as skipped'
flood 7 100 | article "$T/number.txt"
run speak "$T/number.txt" -o "$T/number.wav" --quiet
expect_exit 0
expect_wav "$T/number.wav"
flood 7 10000 | article "$T/number.txt"
run speak "$T/number.txt" -o "$T/number.wav" --quiet
expect_exit 1
expect_one_line "$T/number.txt"
expect_wav "$T/number.wav"

it 'the same samples every time'
{ flood '👨‍👩‍👧‍👦 ' 50; flood 'ma‮chi‬nists 12­3 ' 50; flood '𝐁𝐨𝐥𝐝! ' 50; } | article "$T/mixed.txt"
run speak "$T/mixed.txt" -o "$T/one.wav" --quiet --no-cache --jobs 1
expect_exit 0
run speak "$T/mixed.txt" -o "$T/two.wav" --quiet --no-cache --jobs 4
expect_same "$T/one.wav" "$T/two.wav"

finish

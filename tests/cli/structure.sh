#!/bin/sh
# How structure is heard: profiles, announcements, and the report on lexicon entries.
. "$(dirname "$0")/lib.sh"

ARTICLE=$T/vote.md
cat >"$ARTICLE" <<'END'
# Ayers votes

“We counted twice,” Lorna Petrakis said. “Nobody [sic] left.”

1. A pay rise
2. A rest day

| Town | Yes |
| --- | --- |
| Ayers | 41 |

![The count](count.jpg)
END

it 'plain: lists and tables are announced, quotations are not'
run inspect "$ARTICLE" --stage=spoken
expect_exit 0
expect_out 'one: A pay rise' 'Yes: forty-one' 'Picture: The count' '“We counted twice,” Lorna'

it 'quote-words says where a quotation begins and ends'
run inspect "$ARTICLE" --stage=spoken --profile quote-words
expect_exit 0
expect_out 'quote, “We counted twice,” end quote, Lorna'

it 'quote-voice sounds different, and says the same'
run inspect "$ARTICLE" --stage=spoken --profile quote-voice
expect_exit 0
cp "$T/out" "$T/voice"
run inspect "$ARTICLE" --stage=spoken
cmp -s "$T/out" "$T/voice" || complain 'the words differ'
for profile in plain quote-voice; do
    run speak "$ARTICLE" --profile "$profile" -o "$T/$profile.wav"
    expect_exit 0
done
if cmp -s "$T/plain.wav" "$T/quote-voice.wav"; then complain 'both sound the same'; fi

it 'announced words are in no mark and no ledger line'
run inspect "$ARTICLE" --stage=marks --profile quote-words
expect_exit 0
if grep -E '(quote|Picture:)' "$T/out"; then complain 'announced words have marks'; fi
run inspect "$ARTICLE" --stage=ledger --profile quote-words
if grep -E '(quote,|Picture:)' "$T/out"; then complain 'announced words are in the ledger'; fi

it 'brief leaves captions and tables out, and the ledger says so'
run inspect "$ARTICLE" --stage=ledger --profile brief
expect_exit 0
expect_out 'skipped Ayers: left out by this profile' 'skipped count: left out by this profile'

it 'a profile that does not exist'
for command in speak inspect; do
    run $command "$ARTICLE" --profile loud --stage=spoken
    [ $command = inspect ] || run speak "$ARTICLE" --profile loud -o "$T/loud.wav"
    expect_exit 2
    expect_one_line loud plain quote-voice quote-words brief
    expect_no_out
done
[ ! -e "$T/loud.wav" ] || complain 'a file was made'

it 'the report on lexicon entries says where each applied, and which never did'
printf "Petrakis\t[[p@tr'akIs]]\nOconee\toh so\n" >"$T/names.tsv"
run inspect "$ARTICLE" --stage=lexicon --lexicon "$T/names.tsv"
expect_exit 0
expect_out "names.tsv line 1: Petrakis, said [[p@tr'akIs]]: applied 1 time, in sentence 2" \
    'names.tsv line 2: Oconee, said oh so: never applied' '1 of 2 entries applied'

it 'speak -v tells of entries that never applied'
run speak "$ARTICLE" --lexicon "$T/names.tsv" -v -o "$T/v.wav"
expect_exit 0
grep -q '1 of 2 lexicon entries never applied' "$T/err" || complain "$(cat "$T/err")"

finish

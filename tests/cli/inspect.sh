#!/bin/sh
# crier inspect: every stage as text and as JSON; nothing of the source unaccounted for.
. "$(dirname "$0")/lib.sh"

json_ok() {
    awk -f tests/cli/json.awk "$T/out" >"$T/json" || complain "no JSON: $(cat "$T/json")"
}

for stage in blocks sentences spoken phonemes marks ledger lexicon; do
    it "stage $stage as text"
    run inspect "$SHORT" "--stage=$stage"
    expect_exit 0
    expect_silence
    [ -s "$T/out" ] || complain 'nothing was printed'
    if grep -q "$(printf '\033')" "$T/out"; then complain 'terminal codes in data'; fi

    it "stage $stage as JSON"
    run inspect "$SHORT" "--stage=$stage" --json
    expect_exit 0
    expect_silence
    json_ok
done

it 'blocks name roles, and the reader that found them'
run inspect "$SHORT" --stage=blocks
expect_out headline byline dateline paragraph 'Ferry workers vote'
run inspect "$SAMPLE_MARKDOWN" --stage=blocks --json
json_ok
expect_out '"markdown"' headline heading 'list item' quotation 'table' footnote 'Minh-Anh Castellano'

it 'standard input'
INPUT=$SHORT
run inspect - --stage=sentences
INPUT=
expect_exit 0
expect_out 'Ferry workers vote'

it 'a stage that does not exist'
run inspect "$SHORT" --stage=dreams
expect_exit 2
expect_one_line dreams sentences
expect_no_out

# Every run of letters or digits of the source lies in the range of a ledger word.
accounted() { # ARTICLE
    run inspect "$1" --stage=ledger --json
    expect_exit 0
    expect_silence
    LC_ALL=C awk '
    FNR == NR {
        while (match($0, /"source": *\[ *[0-9]+ *, *[0-9]+/)) {
            range = substr($0, RSTART, RLENGTH)
            $0 = substr($0, RSTART + RLENGTH)
            gsub(/[^0-9,]/, "", range)
            split(range, ends, ",")
            for (i = ends[1] + 0; i < ends[2]; i++) covered[i] = 1
            words++
        }
        next
    }
    {
        rest = $0; at = offset
        while (match(rest, /[A-Za-z0-9]+/)) {
            for (i = at + RSTART - 1; i < at + RSTART - 1 + RLENGTH; i++)
                if (!(i in covered)) {
                    if (missing++ < 10) printf "line %d: \"%s\" is in no word of the ledger\n", FNR, substr(rest, RSTART, RLENGTH)
                    break
                }
            at += RSTART - 1 + RLENGTH
            rest = substr(rest, RSTART + RLENGTH)
        }
        offset += length($0) + 1
    }
    END { if (!words) print "the ledger has no words"; exit missing > 0 || !words }
    ' "$T/out" "$1" >"$T/missing" || complain "$(cat "$T/missing")"
    grep -q '"start"' "$T/out" || complain 'no word was spoken'
}

for article in audio-samples/ferry-vote.txt audio-samples/nurses-contract.txt \
    audio-samples/harbor-transit.md ../shared/samples/machinists-rally.txt; do
    [ -r "$article" ] || continue
    it "every word of ${article##*/} is accounted for"
    accounted "$article"
done

it 'marks and ledger never run backwards'
run inspect "$SAMPLE_TEXT" --stage=ledger --json
awk '
/"start"/ {
    match($0, /"start": *[0-9]+/); start = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", start)
    match($0, /"end": *[0-9]+/); end = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", end)
    if (end + 0 < start + 0 || start + 0 < last + 0) { print; bad = 1 }
    last = start; n++
}
END { exit bad || n < 400 }' "$T/out" >"$T/backwards" || complain "$(head -n 3 "$T/backwards")"

finish

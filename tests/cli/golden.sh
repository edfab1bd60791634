#!/bin/sh
# What every stage makes of our articles, word for word, beside tests/golden.
# `make golden` (--write) makes them anew: look at git diff before committing.
. "$(dirname "$0")/lib.sh"

# article                        stages as text              stages as JSON
table='
audio-samples/ferry-vote.txt     blocks,sentences,spoken,phonemes,marks,ledger  blocks,sentences,spoken,phonemes,marks,ledger
audio-samples/nurses-contract.txt  blocks,sentences,spoken,phonemes  -
audio-samples/harbor-transit.md  blocks,sentences,spoken,phonemes  blocks
audio-samples/school-strike.txt  sentences,spoken  -
audio-samples/power-rates.md     sentences,spoken  -
audio-samples/warehouse-union.txt  sentences,spoken  -
'
golden=tests/golden

# every ACTION: ACTION ARTICLE STAGE FILE OPTION… for each golden file.
every() {
    printf '%s' "$table" | while read -r article text json; do
        [ -n "$article" ] || continue
        base=${article##*/}
        for stage in $(echo "$text" | tr ',' ' '); do
            echo "$article $stage $golden/${base%.*}.$stage.txt"
        done
        for stage in $(echo "$json" | tr -d '-' | tr ',' ' '); do
            echo "$article $stage $golden/${base%.*}.$stage.json --json"
        done
    done
}
every >"$T/list"

if [ "${1-}" = --write ]; then
    mkdir -p "$golden"
    while read -r article stage file option; do
        # shellcheck disable=SC2086 # an option or nothing
        "$CRIER" inspect "$article" --stage="$stage" $option >"$T/new" || exit
        mv "$T/new" "$file"
    done <"$T/list"
    echo "Golden files are in $golden; review them with git diff."
    exit
fi

while read -r article stage file option; do
    it "stage $stage of $article $option"
    # shellcheck disable=SC2086 # an option or nothing
    run inspect "$article" --stage="$stage" $option
    expect_exit 0
    diff -u "$file" "$T/out" >"$T/diff" 2>&1 || complain "$(head -n 20 "$T/diff")"
done <"$T/list"

it 'no golden file is left over'
ls "$golden" 2>/dev/null | sort >"$T/there"
sed 's/ --json//; s/.*\///' "$T/list" | sort | diff - "$T/there" >"$T/diff" || complain "$(cat "$T/diff")"

finish

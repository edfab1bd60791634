#!/bin/sh
# What the front end costs, and how right it is, on the development data beside this project when it is
# there: the scorer of each task, with espeak-ng alone first and Crier after it.
#   tests/bench/language/bench.sh BUILD_FOLDER
set -u
cd "$(dirname "$0")/../../.." || exit 1
crier=$PWD/$1/bin/crier
data=../shared/data
missed=0

sh tests/bench/language/cost.sh "$1" || missed=$((missed + 1))
echo

[ -d "$data/textnorm" ] || {
    echo 'The development data is not here; no reading was scored.'
    [ "$missed" -eq 0 ]
    exit
}
command -v python3 >/dev/null 2>&1 || {
    echo 'The scorers need python3; nothing was measured.' >&2
    exit 1
}

# goal NAME ALONE CRIER LEAST: percentages
goal() {
    awk -v name="$1" -v alone="$2" -v got="$3" -v least="$4" 'BEGIN {
        met = got != "" && got + 0 >= least + 0
        printf "%-34s espeak-ng %s, Crier %s, goal at least %s: %s\n", name, alone, got, least, met ? "met" : "MISSED"
        exit !met }' || missed=$((missed + 1))
}

alone=$(python3 $data/textnorm/score.py $data/textnorm/dev.tsv)
ours=$(python3 $data/textnorm/score.py $data/textnorm/dev.tsv -- "$crier" filter normalize)
fair() { printf '%s\n' "$1" | awk -v row="$2" '$1 == row { sub(/%/, "", $5); print $5 }'; }
echo 'Text normalisation, per cent of rows said right'
goal 'read prose (lj)' "$(fair "$alone" 'lj/*')" "$(fair "$ours" 'lj/*')" 97
for class in money date ordinal decimal cardinal range time fraction telephone measure; do
    goal "$class (nemo)" "$(fair "$alone" nemo/$class)" "$(fair "$ours" nemo/$class)" 90
done
goal 'all rows' "$(fair "$alone" ALL)" "$(fair "$ours" ALL)" 90

echo 'Sentences'
golden=$(python3 $data/sentences/score.py $data/sentences/golden_rules.json -- "$crier" filter sentences |
    awk '$1 == "golden" { print $7 }')
goal 'golden rules, of 48' 24 "$golden" 48
news=$(mktemp)
trap 'rm -f "$news"' EXIT
grep -E '"source": *"(gum-news|gum-interview|pud-news)"' $data/sentences/dev.jsonl >"$news"
f1() { awk '/^ALL marked/ { sub(/%/, "", $7); print $7 }'; }
goal 'marked boundaries in news, F1' 87.9 \
    "$(python3 $data/sentences/score.py "$news" -- "$crier" filter sentences | f1)" 99

echo 'Names and homographs, per cent'
exact() { awk '/^tokens/ { sub(/%/, "", $4); print $4 }'; }
goal 'names that CMUdict lists, exact' \
    "$(python3 $data/names/score.py $data/names/cmudict.dict $data/names/dev.tsv | exact)" \
    "$(python3 $data/names/score.py $data/names/cmudict.dict $data/names/dev.tsv -- "$crier" filter pronounce | exact)" 99.5
echo 'homographs: cross-validated by tests/bench/language/homographs_cross.sh'

printf '\n%s\n' "$([ "$missed" -eq 0 ] && echo 'All goals met.' || echo "$missed goals missed.")"
[ "$missed" -eq 0 ]

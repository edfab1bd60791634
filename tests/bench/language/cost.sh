#!/bin/sh
# What the linguistic front end costs: its share of the CPU time of synthesis of the
# same long text, the lines a second of the filters, and how soon they start.
#   tests/bench/language/cost.sh BUILD_FOLDER        QUICK=1: a tenth of the text
set -u
cd "$(dirname "$0")/../../.." || exit 1
crier=$PWD/$1/bin/crier
measure=$PWD/$1/measure
runs=3
words=200000
[ -z "${QUICK-}" ] || words=20000
missed=0
article=../shared/samples/machinists-rally.txt
[ -r "$article" ] || article=audio-samples/school-strike.txt

T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
export XDG_CACHE_HOME="$T/cache"
unset CRIER_PLUGIN_PATH

awk -v want="$words" '
    { line[NR] = $0; words[NR] = NF }
    END { while (have < want) { for (i = 1; i <= NR && have < want; i++) { print line[i]; have += words[i] } print "" } }
    ' "$article" audio-samples/nurses-contract.txt >"$T/long.txt"
"$crier" filter sentences <"$T/long.txt" | grep . >"$T/lines.txt"
lines=$(wc -l <"$T/lines.txt")

# goal NAME MEASURED UNIT least|most LIMIT
goal() {
    awk -v name="$1" -v got="$2" -v unit="$3" -v side="$4" -v limit="$5" 'BEGIN {
        met = got != "" && (side == "least" ? got + 0 >= limit + 0 : got + 0 <= limit + 0)
        printf "%-34s measured %s%s, goal at %s %s%s: %s\n", name, got, unit, side, limit, unit, met ? "met" : "MISSED"
        exit !met }' || missed=$((missed + 1))
}

# cpu RUNS COMMAND…, wall RUNS COMMAND…: median seconds.
cpu() {
    count=$1
    shift
    "$measure" time "$count" -- "$@" </dev/null | awk '{ print $2 }'
}
wall() {
    count=$1
    shift
    "$measure" time "$count" -- "$@" </dev/null | awk '{ print $1 }'
}

echo "Cost, medians of $runs runs, $(wc -w <"$T/long.txt") words, $lines sentences"
reading=$(cpu $runs "$crier" inspect "$T/long.txt" --stage=blocks)
front=$(cpu $runs "$crier" inspect "$T/long.txt" --stage=spoken)
whole=$(cpu $runs "$crier" speak "$T/long.txt" -o "$T/long.wav" --quiet --no-cache)
rm -f "$T/long.wav"
share=$(awk -v r="${reading:-0}" -v f="${front:-0}" -v w="${whole:-0}" \
    'BEGIN { if (w > f && f > r) printf "%.2f", 100 * (f - r) / (w - (f - r)) }')
echo "front end $(awk -v r="${reading:-0}" -v f="${front:-0}" 'BEGIN { print f - r }') s of CPU time, all of the production $whole s"
goal 'front end, share of synthesis' "$share" '%' most 25
for kind in normalize pronounce; do
    seconds=$(cpu 9 sh -c '"$1" filter "$2" <"$3"' sh "$crier" $kind "$T/lines.txt")
    goal "filter $kind, lines a second" \
        "$(awk -v n="$lines" -v s="${seconds:-0}" 'BEGIN { if (s > 0) printf "%d", n / s }')" '' least 10000
done
for kind in sentences normalize pronounce; do
    goal "filter $kind, start" \
        "$(wall 15 "$crier" filter $kind | awk '{ printf "%.1f", 1000 * $1 }')" ' ms' most 20
done
[ "$missed" -eq 0 ]

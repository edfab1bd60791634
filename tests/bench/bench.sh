#!/bin/sh
# The figures that Crier promises, measured beside the espeak-ng command on the
# same text, in turn, in one run. Each line says goal, measured, met or missed.
#   tests/bench/bench.sh BUILD_FOLDER        QUICK=1: fewer runs, a tenth of the long text
set -u
cd "$(dirname "$0")/../.." || exit 1
crier=$1/bin/crier
measure=$1/measure
work=build/bench
runs=9
long_runs=3
long_words=200000
if [ -n "${QUICK-}" ]; then
    runs=3 long_runs=1 long_words=20000
fi
short_words=$((long_words / 10))
missed=0

article=../shared/samples/machinists-rally.txt
[ -r "$article" ] || article=audio-samples/nurses-contract.txt

rm -rf "$work"
mkdir -p "$work"
export XDG_CACHE_HOME="$PWD/$work/cache"
unset CRIER_PLUGIN_PATH

# Repeat the samples until there are so many words.
repeat() { # WORDS
    awk -v want="$1" '
    { line[NR] = $0; words[NR] = NF }
    END { while (have < want) { for (i = 1; i <= NR && have < want; i++) { print line[i]; have += words[i] } print "" } }
    ' "$article" audio-samples/nurses-contract.txt
}

# goal NAME MEASURED LIMIT UNIT
goal() {
    awk -v name="$1" -v got="$2" -v limit="$3" -v unit="$4" 'BEGIN {
        met = got != "" && got + 0 <= limit + 0
        printf "  %-34s goal at most %s%s, measured %s%s: %s\n", name, limit, unit, got, unit, met ? "met" : "MISSED"
        exit !met }' || missed=$((missed + 1))
}

# compare RUNS ARTICLE CRIER_OPTIONS…: sets wall, cpu (ratios), and says the seconds.
compare() {
    count=$1
    text=$2
    shift 2
    "$measure" time "$count" \
        -- "$crier" speak "$text" -o "$work/crier.wav" --quiet "$@" \
        -- espeak-ng -v en-us -f "$text" -w "$work/espeak.wav" >"$work/times" || {
        wall= cpu=
        return
    }
    read -r wall cpu <<EOF
$(awk 'NR == 1 { w = $1; c = $2 } NR == 2 { printf "%.3f %.3f\n", w / $1, c / $2 }' "$work/times")
EOF
    awk 'NR == 1 { printf "  crier %.3f s wall, %.3f s CPU; ", $1, $2 }
         NR == 2 { printf "espeak-ng %.3f s wall, %.3f s CPU\n", $1, $2 }' "$work/times"
}

peak_mib() { # ARTICLE
    "$measure" memory -- "$crier" speak "$1" -o "$work/crier.wav" --quiet --no-cache |
        awk '{ printf "%.1f\n", $1 / 1024 }'
}

# same NAME FILE FILE
same() {
    if cmp -s "$2" "$3"; then
        printf '  %-34s the same bytes: met\n' "$1"
    else
        printf '  %-34s other bytes: MISSED\n' "$1"
        missed=$((missed + 1))
    fi
}

speak() { # OUT OPTIONS…
    out=$1
    shift
    "$crier" speak "$article" -o "$work/$out" --quiet "$@"
}

printf '%s, %s words, %s runs each, on %s cores; ratios are Crier to espeak-ng\n' \
    "${article##*/}" "$(wc -w <"$article")" "$runs" "$(nproc)"
compare "$runs" "$article" --no-cache
goal 'wall time, no cache' "$wall" 0.8 ''
goal 'CPU time, no cache' "$cpu" 1.2 ''
compare "$runs" "$article"
goal 'CPU time, warm cache' "$cpu" 0.15 ''

repeat "$long_words" >"$work/long.txt"
repeat "$short_words" >"$work/short.txt"
printf '\n%s words, %s runs each\n' "$(wc -w <"$work/long.txt")" "$long_runs"
compare "$long_runs" "$work/long.txt" --no-cache
goal 'wall time, no cache' "$wall" 0.62 ''
goal 'CPU time, no cache' "$cpu" 1.15 ''
small=$(peak_mib "$work/short.txt")
large=$(peak_mib "$work/long.txt")
goal "peak memory, $short_words words" "$small" 64 ' MiB'
goal "peak memory, $long_words words" "$large" 64 ' MiB'
goal 'growth from one to the other' "$(awk -v a="$small" -v b="$large" 'BEGIN { printf "%.2f", b / a }')" 1.1 ' times'

printf '\nReproducible\n'
rm -rf "$XDG_CACHE_HOME"
speak one.wav --no-cache --jobs 1
speak four.wav --no-cache --jobs 4
same 'four workers like one' "$work/one.wav" "$work/four.wav"
speak cold.wav
same 'cold cache like none' "$work/one.wav" "$work/cold.wav"
speak warm.wav
same 'warm cache like none' "$work/one.wav" "$work/warm.wav"
for n in 1 2 3 4 5 6 7 8 9 10; do
    speak again.wav --no-cache
    cmp -s "$work/one.wav" "$work/again.wav" || break
done
same "ten runs in a row ($n)" "$work/one.wav" "$work/again.wav"

printf '\n%s\n' "$([ "$missed" -eq 0 ] && echo 'All goals met.' || echo "$missed goals missed.")"
[ "$missed" -eq 0 ]

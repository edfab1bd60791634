#!/bin/sh
# Texts made to break the normaliser and the engine, spoken in eight voices: what espeak-ng dies
# of costs its words alone, and Crier ends in order.
#   tests/reliability/engine.sh BUILD PIECES: so many pieces for each voice
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$PWD/$1 pieces=$2
T=$(mktemp -d "${TMPDIR:-/tmp}/crier-engine.XXXXXX") || exit 1
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
export TZ=UTC LC_ALL=C.UTF-8 XDG_CACHE_HOME="$T/cache"
passed=0
failed=0

# What fuzzing kept, word by word, controls and all; and what espeak-ng 1.51 is known to die of.
{
    find tests/fuzz/corpus/text tests/fuzz/corpus/speech-* tests/fuzz/corpus/markdown -type f |
        LC_ALL=C sort | xargs cat | tr -s ' \n\t' '\n' | head -c 400000
    for word in "s'" a. "'" '[[' '<break' é. 1, x- '…' '&#1;' о́ '१'; do
        awk -v text="$word" 'BEGIN { for (n = 1; n < 200; n *= 3) { for (i = 0; i < n; i++) printf "%s", text; print "" } }'
    done
} >"$T/words"
# sentences SEED COUNT: of up to twelve of them, by chance, the same ones each time.
sentences() {
    LC_ALL=C awk -v seed="$1" -v count="$2" '
        { word[NR] = substr($0, 1, 400) }
        END {
            srand(seed)
            for (n = 0; n < count; n++) {
                for (i = int(rand() * 12); i >= 0; i--) printf "%s ", word[1 + int(rand() * NR)]
                print ".\n"
            }
        }' "$T/words" >"$T/text.txt"
}

# A WAV holds some 27 hours, so no more than this at a time.
PIECES_MOST=4000
seed=20261123
while [ "$pieces" -gt 0 ]; do
    count=$((pieces < PIECES_MOST ? pieces : PIECES_MOST))
    sentences $seed $count
    for voice in en-us en-gb es de fr ru hi tr; do
        "$build/bin/crier" speak "$T/text.txt" -o "$T/out.wav" --voice "$voice" --reader text \
            --no-cache --progress=none >"$T/said" 2>&1
        code=$?
        "$build/bin/crier" inspect "$T/text.txt" --stage=sentences --reader text >"$T/sentences" 2>/dev/null
        if [ $code -le 1 ] && [ -s "$T/out.wav" ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
        fi
        printf '%s: %s sentences, exit code %s, %s\n' "$voice" "$(wc -l <"$T/sentences")" "$code" \
            "$(grep 'partly done' "$T/said" || echo 'nothing lost')" | sed "s|$T/||g"
        rm -f "$T/out.wav"
    done
    pieces=$((pieces - count))
    seed=$((seed + 1))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

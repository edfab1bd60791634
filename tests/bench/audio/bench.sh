#!/bin/sh
# The figures of audio: time beside espeak-ng and ffmpeg, corrections, marks, loudness and
# lengths by ffmpeg's measure, memory over many hours. Each line says goal and measured.
#   tests/bench/audio/bench.sh BUILD_FOLDER     QUICK=1: fewer runs, an hour instead of many
set -u
cd "$(dirname "$0")/../../.." || exit 1
crier=$1/bin/crier
measure=$1/measure
here=tests/bench/audio
work=build/bench-audio
runs=7 drift_words=95000 memory_words=880000
if [ -n "${QUICK-}" ]; then
    runs=3 drift_words=9500 memory_words=88000
fi
missed=0
rm -rf "$work"
mkdir -p "$work"
export XDG_CACHE_HOME="$PWD/$work/cache"
unset CRIER_PLUGIN_PATH
article=../shared/samples/machinists-rally.txt
[ -r "$article" ] || article=audio-samples/nurses-contract.txt

# verdict NAME GOAL MEASURED MET(0 or 1)
verdict() {
    [ "$4" -eq 1 ] || missed=$((missed + 1))
    printf '  %-44s goal %s, measured %s: %s\n' "$1" "$2" "$3" "$([ "$4" -eq 1 ] && echo met || echo MISSED)"
}

holds() { # AWK_CONDITION: prints 1 or 0
    awk "BEGIN { print ($1) ? 1 : 0 }"
}

repeat() { # WORDS FILE
    awk -v want="$1" '
    { line[NR] = $0; words[NR] = NF }
    END { while (have < want) { n++; for (i = 1; i <= NR && have < want; i++) {
        # Each round is told from the others, so that no cache helps.
        print line[i] (words[i] > 8 ? " Round " n "." : ""); have += words[i] + (words[i] > 8 ? 2 : 0) } print "" } }
    ' "$article" audio-samples/nurses-contract.txt >"$2"
}

# ---- Time ----

printf '%s, %s words, %s runs each, on %s cores\n' "${article##*/}" "$(wc -w <"$article")" "$runs" "$(nproc)"
"$measure" time "$runs" \
    -- "$crier" speak "$article" --profile podcast -o "$work/a.mp3" -o "$work/a.vtt" \
    -o "$work/a.chapters.json" --quiet --no-cache --set mp3.bitrate=64 \
    -- sh "$here/peer.sh" "$article" "$work/peer.mp3" 64 >"$work/times" || exit 1
awk 'NR == 1 { printf "  crier: MP3, VTT, chapters: %.3f s wall, %.3f s CPU; ", $1, $2 }
     NR == 2 { printf "espeak-ng and ffmpeg, MP3 alone: %.3f s wall, %.3f s CPU\n", $1, $2 }' "$work/times"
ratio=$(awk 'NR == 1 { a = $1 } NR == 2 { printf "%.2f", $1 / a }' "$work/times")
verdict 'times faster than espeak-ng, ffmpeg' 'at least 2' "$ratio" "$(holds "$ratio >= 2")"

hour=$work/hour.txt
repeat 9000 "$hour"
several='-o a.mp3 -o a.flac -o a.vtt -o a.srt -o a.json'
absolute=$PWD
slowest=0
for one in mp3 flac vtt; do
    "$measure" time 3 -- "$crier" speak "$hour" --profile podcast -o "$work/one.$one" --quiet >"$work/one" || exit 1
    slowest=$(awk -v s="$slowest" '{ print ($1 > s ? $1 : s) }' "$work/one")
done
"$measure" time 3 -- sh -c "cd $work && '$absolute/$crier' speak hour.txt --profile podcast $several --quiet" >"$work/all" || exit 1
more=$(awk -v s="$slowest" '{ printf "%.0f", ($1 / s - 1) * 100 }' "$work/all")
verdict 'an hour: mp3, flac, vtt, srt, json at once' 'at most 15 % over the slowest alone' "$more %" "$(holds "$more <= 15")"

# ---- Corrections ----

long=$work/long.txt
repeat 10000 "$long"
awk 'NR == 40 { sub(/Round/, "Lap") } { print }' "$long" >"$work/changed.txt"
grep -q 'Lap' "$work/changed.txt" || { awk '!d && sub(/Round 5/, "Lap 5") { d = 1 } { print }' "$long" >"$work/changed.txt"; }
cold=
for n in 1 2 3; do
    rm -rf "$XDG_CACHE_HOME"
    "$crier" speak audio-samples/ferry-vote.txt -o "$work/warm.wav" --quiet
    "$measure" time 1 -- sh -c "rm -rf '$XDG_CACHE_HOME'; '$crier' speak '$long' -o '$work/long.wav' --quiet" >"$work/one"
    cold="$cold $(awk '{ print $1 }' "$work/one")"
done
# Each run changes the sentence anew, so that it must be spoken.
cat >"$work/correct.sh" <<END
n=\$(cat $work/n 2>/dev/null || echo 0); n=\$((n + 1)); echo \$n >$work/n
sed "s/Lap [0-9]*/Lap \$n hundred/" $work/changed.txt >$work/now.txt
$crier speak $work/now.txt -o $work/now.wav --quiet
END
"$measure" time 5 -- sh "$work/correct.sh" >"$work/one"
median=$(printf '%s\n' $cold | sort -n | sed -n 2p)
ratio=$(awk -v c="$median" '{ printf "%.1f", c / $1 }' "$work/one")
verdict 'one sentence of 10,000 words changed, WAV' 'at least 20 times faster than cold' "$ratio" "$(holds "$ratio >= 20")"
sed "s/Lap [0-9]*/Lap thousand/" "$work/changed.txt" >"$work/now.txt"
"$crier" speak "$work/now.txt" -o "$work/now.wav" --verbose 2>"$work/said"
anew=$(sed -n 's/.*synthesised \([0-9]*\) .*/\1/p' "$work/said" | head -n 1)
verdict 'sentences that were synthesised for it' '1' "${anew:-unknown}" "$(holds "${anew:-0} == 1")"

# ---- Marks ----

for text in audio-samples/*.txt audio-samples/*-*.md; do
    "$crier" speak "$text" -o "$work/m.wav" -o "$work/m.json" --quiet
    python3 "$here/marks.py" "$work/m.wav" "$work/m.json"
done >"$work/marks"
marks=$(awk '{ n += $1; s += $2; v += $3; t += $4; o += !$5; d += $6 != $7 }
    END { printf "%d of %d silent outside, %d of %d sounding inside, %d out of order, %d of other length", s, t, v, t, o, d
          exit !(s == t && v == t && !o && !d) }' "$work/marks") && ok=1 || ok=0
verdict 'sentence boundaries of our samples' 'all in silence, 20 ms' "$marks" "$ok"

repeat "$drift_words" "$work/drift.txt"
"$crier" speak "$work/drift.txt" -o "$work/drift.wav" -o "$work/drift.json" --quiet --no-cache
drift=$(python3 "$here/marks.py" "$work/drift.wav" "$work/drift.json" |
    awk '{ printf "%.1f hours, %d and %d frames, tail %d, %d of %d boundaries silent", $7 / 22050 / 3600, $6, $7, $7 - $8, $2, $4
           exit !($6 == $7 && $7 - $8 == 8820 && $2 == $4) }') && ok=1 || ok=0
verdict 'no drift: length told, length made' 'equal, tail 8820 frames' "$drift" "$ok"
rm -f "$work/drift.wav" "$work/drift.json"

# ---- Loudness and length ----

loudness() { # FILE: LUFS and true peak
    ffmpeg -hide_banner -nostats -i "$1" -af ebur128=peak=true:framelog=verbose -f null - 2>&1 |
        awk '$1 == "I:" { i = $2 } $1 == "Peak:" { p = $2 } END { print i, p }'
}

frames() { # FILE RATE: of the decoded audio
    ffmpeg -hide_banner -nostats -loglevel error -i "$1" -f s16le -ac 1 -ar "$2" - | wc -c | awk '{ print $1 / 2 }'
}

rate_of() {
    ffprobe -v error -show_entries stream=sample_rate -of csv=p=0 "$1" | head -n 1
}

for text in audio-samples/*.txt audio-samples/*-*.md; do
    base=$work/l
    "$crier" speak "$text" --profile podcast --quiet -o $base.wav -o $base.flac -o $base.mp3 -o $base.opus -o $base.ogg \
        -o $base.json
    seconds=$(sed -n 's/.*"duration": \([0-9.]*\).*/\1/p' $base.json)
    for form in wav flac mp3 opus ogg; do
        rate=$(rate_of $base.$form)
        echo "$form $(loudness $base.$form) $(frames $base.$form "$rate") $rate $seconds"
    done
done >"$work/loudness"
for form in wav flac mp3 opus ogg; do
    awk -v f="$form" '$1 == f { n++; d = $2 + 19; d = d < 0 ? -d : d; if (d > off) off = d; if (n == 1 || $3 > peak) peak = $3
        e = $4 / $5 - $6; e = e < 0 ? -e : e; if (e > len) len = e }
        END { printf "%.2f %.2f %.2f\n", off, peak, len * 1000 }' "$work/loudness" >"$work/one"
    read -r off peak length <"$work/one"
    verdict "$form: furthest from -19 LUFS" 'at most 0.3 LU' "$off LU" "$(holds "$off <= 0.3001")"
    verdict "$form: highest true peak" 'at most -1.0 dBTP' "$peak dBTP" "$(holds "$peak <= -1")"
    most=1
    [ "$form" = mp3 ] && most=26.1
    [ "$form" = ogg ] && most=1
    verdict "$form: decoded length off by" "at most $most ms" "$length ms" "$(holds "$length <= $most")"
done

# ---- Memory ----

repeat "$memory_words" "$work/memory.txt"
"$measure" memory -- "$crier" speak "$work/memory.txt" --profile podcast -o "$work/memory.mp3" -o "$work/memory.vtt" \
    --quiet --no-cache >"$work/one"
hours=$(tail -n 3 "$work/memory.vtt" | sed -n 's/.*--> \([0-9]*\):.*/\1/p')
mib=$(awk '{ printf "%.1f", $1 / 1024 }' "$work/one")
verdict "$hours hours in one run, peak memory" 'at most 96 MiB' "$mib MiB" "$(holds "$mib <= 96")"
rm -f "$work"/memory.* "$work"/*.wav

printf '\n%s\n' "$([ "$missed" -eq 0 ] && echo 'All goals met.' || echo "$missed goals missed.")"
[ "$missed" -eq 0 ]

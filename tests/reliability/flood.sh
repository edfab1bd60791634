#!/bin/sh
# A line that is flooded: MESSAGES broken messages of SIP and RTP, from strangers and from a caller,
# then more calls than it takes, 200 a second for SECONDS. Four callers hear the news meanwhile. The
# line must answer on, tell each one too many, let the four hear all but one packet in a hundred,
# and afterwards need no more memory than after the first minute of it.
#   tests/reliability/flood.sh BUILD MESSAGES SECONDS
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$PWD/$1 messages=$2 seconds=$3
crier=$build/bin/crier phone=$build/tests/bench/phone/phone
T=$(mktemp -d "${TMPDIR:-/tmp}/crier-flood.XXXXXX") || exit 1
line='' heard=''
trap 'kill $line $heard 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
export TZ=UTC LC_ALL=C.UTF-8 XDG_CACHE_HOME="$T/cache" XDG_STATE_HOME="$T/state"
passed=0
failed=0

verdict() { # TEXT CODE: 0 is good
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)) && printf 'wrong: '; fi
    printf '%s\n' "$1"
}

# Of its own; clips that are mapped come and go with what callers hear. And in all.
kib() { awk '/^RssAnon:/ { print $2 }' "/proc/$line/status"; }
kib_in_all() { awk '/^VmRSS:/ { print $2 }' "/proc/$line/status"; }
descriptors() { find "/proc/$line/fd" -mindepth 1 | wc -l; }

: >"$T/log"
refused() { "$crier" line --status --metrics "$counting" | sed -n 's/^calls refused: full: //p'; }

mkdir "$T/edition"
cat >"$T/edition/edition.ini" <<'END'
[edition]
title = Flooded
language = en-US
base-url = https://audio.example.org/flooded/
[sources]
files = *.txt
[section All]
rest = yes
[outputs]
wanted = podcast
END
cp audio-samples/*.txt "$T/edition/"
"$crier" line --render "$T/edition/edition.ini" --quiet || exit 1
# One place for the caller who floods, four for those who hear.
"$crier" line "$T/edition/published" --listen 127.0.0.1:0 --rtp-ports 30000-30199 --most-calls 5 \
    --no-places --metrics 127.0.0.1:0 </dev/null 2>"$T/log" &
line=$!
for again in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q '^answering' "$T/log" && break
    sleep 0.5
done
where=$(sed -n 's/^answering calls at \([0-9.:]*\).*/\1/p' "$T/log")
counting=$(sed -n 's|^counting at http://\([0-9.:]*\)/metrics$|\1|p' "$T/log")
[ -n "$where" ] || { cat "$T/log"; exit 1; }

# listen SECONDS: four callers, beside what follows.
listen() {
    : >"$T/heard"
    "$phone" "$where" --calls 4 --key 1 --seconds "$1" >"$T/heard" &
    heard=$!
    until grep -q 'have their answers' "$T/heard" || ! kill -0 "$heard" 2>/dev/null; do sleep 0.2; done
}

# junk MESSAGES: how it ended.
junk() {
    "$phone" "$where" wait:300 "junk:$1" >"$T/junk" 2>&1
}

# heard_all WHAT: packets that the four heard, of those that came.
heard_all() {
    wait "$heard"
    heard=
    tail -n 1 "$T/heard" | sed "s/^/$1: /"
    tail -n 1 "$T/heard" | awk '$1 == "calls" { good = $4 == 0 && $8 < 0.01 * $6 && $15 <= 40 } END { exit !good }'
    verdict "$1: those who hear lose less than one packet in a hundred, 99 of 100 come within 40 ms" $?
}

# calls: a thousand in four seconds.
calls() {
    "$phone" "$where" --calls 1000 --seconds 1 >"$T/calls" 2>&1
}

some=$((messages / 10))
listen 3
junk "$some"
verdict "$some broken messages, to begin with" $?
heard_all 'the beginning'
calls
sleep 35 # those who never confirmed give their places back
before=$(kib) all=$(kib_in_all) had=$(descriptors)

listen $((messages / 4000 + 3))
begun=$(date +%s)
junk "$messages"
code=$?
[ $code -eq 0 ] || cat "$T/junk"
verdict "$messages broken messages in $(($(date +%s) - begun)) seconds: it answers on" $code
kill -0 "$line" 2>/dev/null
verdict 'the line is there' $?
heard_all 'under broken messages'

listen $((seconds * 3 / 2 + 5)) # a round takes some seven seconds, for five of calls
was=$(refused) rounds=0
for round in $(seq $(((seconds + 4) / 5))); do
    calls # one of them finds the fifth place
    rounds=$round
done
now=$(refused)
verdict "$((rounds * 1000)) calls, $((now - ${was:-0})) of them told that all places are taken" \
    $((now - ${was:-0} < rounds * 999))
heard_all 'under calls'

# What is half open is given up after 32 seconds.
sleep 40
after=$(kib)
verdict "memory: $((after - before)) KiB more than the $all KiB in the beginning" $(((after - before) * 20 > all))
verdict "descriptors: $had, $(descriptors)" $(($(descriptors) > had))
other=$(grep -vcE '^call [0-9]+ (began|ended after [a-z0-9 ,]+)$' "$T/log")
[ "$other" -le 3 ] || grep -vE '^call ' "$T/log" | head -n 5
verdict "the log has $other lines that tell of no call" $((other > 3))
kill "$line"
wait "$line"
verdict 'it ends in order' $?
line=
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]

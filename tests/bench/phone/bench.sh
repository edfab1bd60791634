#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The phone line under load, on loopback: calls at once, what is lost, how even packets come, what
# a call costs. usage: bench.sh BUILD
B=$1
SECONDS_OF_CALLS=${SECONDS_OF_CALLS:-20}
T=$(mktemp -d) || exit 1
line=
trap '[ -z "$line" ] || kill "$line" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$T/edition"
root=$PWD
(cd "$T/edition" && XDG_CACHE_HOME=$T/cache "$root/$B/bin/crier" publish -q --init --samples "$root/audio-samples" &&
    XDG_CACHE_HOME=$T/cache "$root/$B/bin/crier" line -q --render edition.ini) || exit 1
"$B/bin/crier" line --listen 127.0.0.1:0 --places "$T/callers.sqlite" --rtp-ports 20000-28999 --most-calls 2000 \
    "$T/edition/published" 2>"$T/log" &
line=$! # the program that answers takes this process over
while ! grep -q answering "$T/log"; do sleep 0.1; done
where=$(sed -n 's/^answering calls at \([0-9.:]*\).*/\1/p' "$T/log")

ticks() { awk '{ print $14 + $15 }' "/proc/$line/stat"; }
resident() { awk '/^VmRSS/ { print $2 }' "/proc/$line/status"; }
descriptors() { ls "/proc/$line/fd" | wc -l; }
hertz=$(getconf CLK_TCK)

idle=$(resident)
echo "idle: $idle KiB, $(descriptors) descriptors"
for calls in 50 200 500; do
    before=$(ticks)
    "$B/tests/bench/phone/phone" "$where" --calls $calls --seconds "$SECONDS_OF_CALLS" >"$T/out" &
    phone=$!
    sleep $((SECONDS_OF_CALLS / 2 + calls / 200 + 1))
    most=$(resident)
    wait $phone
    used=$(($(ticks) - before))
    cat "$T/out"
    awk -v c=$calls -v u=$used -v h="$hertz" -v s="$SECONDS_OF_CALLS" -v m="$most" -v i="$idle" \
        'BEGIN { printf "  a call: %.3f %% of a core, %.0f KiB\n", 100 * u / h / (s + c * 0.004) / c, (m - i) / c }'
done
for round in 1 2 3 4 5; do
    "$B/tests/bench/phone/phone" "$where" --calls 100 --seconds 3 >/dev/null
    sleep 36 # what SIP keeps of calls that ended goes after 32 seconds
    echo "round $round of 100 calls: $(resident) KiB, $(descriptors) descriptors"
done

# How soon a key is heard: how much of the old sound comes after the press, and the packet in
# which the new one begins. The last line of a simulated call is "The call ended.".
help=$(printf '0' | "$B/bin/crier" line --simulate --files "$T/edition/published" >"$T/with"
    "$B/bin/crier" line --simulate --files "$T/edition/published" </dev/null >"$T/without"
    lines=$(wc -l <"$T/without"); sed -n "${lines}p" "$T/with" | sed 's/ 0$//')
for n in 1 2 3 4 5 6 7; do
    "$B/tests/bench/phone/phone" "$where" wait:$((300 + n * 37)) key:0 \
        "hear:$T/edition/published/phone/$help" | sed -n 's/^heard .* after \([0-9]*\) ms/\1/p'
done | sort -n | awk '{ a[NR] = $1 } END { printf "a key is answered within %d ms (median of %d), at most %d ms\n", a[int((NR + 1) / 2)] + 20, NR, a[NR] + 20 }'

# A telephone that is not ours: what it decoded, beside what was rendered.
if command -v baresip >/dev/null 2>&1; then
    mkdir -p "$T/baresip/heard"
    modules=$(dirname "$(find /usr/lib -name g711.so -path '*baresip*' 2>/dev/null | head -n 1)")
    echo '<sip:tester@127.0.0.1>;regint=0;audio_codecs=PCMU' >"$T/baresip/accounts"
    : >"$T/baresip/contacts"
    cat >"$T/baresip/config" <<END
poll_method epoll
sip_listen 127.0.0.1:0
audio_player aubridge,nil
audio_source aubridge,nil
audio_alert aubridge,nil
module_path $modules
module g711.so
module aubridge.so
module sndfile.so
module_tmp account.so
module_app menu.so
snd_path $T/baresip/heard
END
    timeout 20 baresip -f "$T/baresip" -e "/dial sip:line@$where" -t 10 >"$T/baresip/log" 2>&1 </dev/null
    set --
    while read -r clip from; do
        [ -n "$from" ] && set -- "$@" "$T/edition/published/phone/$clip"
    done <<END
$(sed '$d' "$T/without")
END
    printf 'baresip heard: '
    "$B/tests/bench/phone/compare" "$T"/baresip/heard/*-dec.wav "$@"
else
    echo 'baresip is not there: nothing but our own telephone listened'
fi

#!/bin/sh
# The phone line when things go wrong: too many callers, callers who never confirm, strangers,
# an edition that is taken away, a full disk, a registrar.
. "$(dirname "$0")/lib.sh"

PHONE=$BUILD/tests/bench/phone/phone
OUT=$T/edition/published
mkdir "$T/edition"
cat >"$T/edition/edition.ini" <<'EOF'
[edition]
title = Harbor News
publisher = Harbor News
base-url = https://audio.example.org/harbor/
language = en-US
date = 2026-11-20
[sources]
files = *.txt
[section Jobs]
rest = yes
[outputs]
wanted = podcast
EOF
printf 'Bus drivers sign a contract\n\nThe drivers signed on Friday. It holds for three years. Wages rise by a dollar an hour. Nobody is laid off.\n' >"$T/edition/bus.txt"
"$CRIER" line --render "$T/edition/edition.ini" --quiet || exit 1

# Ports of our own as far as may be: several of these tests may run at a time.
first=$((20000 + $$ % 60 * 200))
ports=$first-$((first + 199))
lines=
disk=
trap '[ -z "$lines" ] || kill $lines 2>/dev/null; [ -z "$disk" ] || umount "$disk"; chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT

# begin NAME OPTION…: a line with a log of that name; where it answers, into $where.
begin() {
    log=$T/$1
    shift
    : >"$log"
    "$CRIER" line "$OUT" --listen 127.0.0.1:0 --rtp-ports "$ports" "$@" 2>"$log" &
    line=$!
    lines="$lines $line"
    await "$log" 'answering'
    where=$(sed -n 's/^answering calls at \([0-9.:]*\).*/\1/p' "$log")
}

end() {
    kill "$line"
    wait "$line"
    code=$?
    expect_exit 0
}

# call CODE WORD…: what our telephone tells, into $T/out.
call() {
    wanted=$1
    shift
    timeout -k 5 60 "$PHONE" "$where" "$@" >"$T/out" 2>"$T/err"
    code=$?
    expect_exit "$wanted"
}

clip() { # KEYS NUMBER: the path of the clip that the simulator plays as that one
    printf '%s' "$1" | "$CRIER" line --simulate --files "$OUT" |
        sed -n "$2{s/ [0-9]*\$//;s|^|$OUT/phone/|;p;}"
}
menu=$(printf '' | "$CRIER" line --simulate --files "$OUT" | sed '$d' | wc -l)
opening=$(clip 1 $((menu + 1)))
wrong=$(clip 5 $((menu + 1)))

# Half open: it takes 32 seconds, so it runs beside the others.
begin half --no-places --most-calls 1
half=$line
half_where=$where
: >"$T/half.out"
"$PHONE" "$where" --no-ack wait:100 dead >"$T/half.out" 2>&1 &
await "$T/half.out" 'answer: 200'
it 'a caller who never confirms takes a place, for a while'
call 2
expect_out 'answer: 503'
begun=$(date +%s)

it 'too many callers: each is told, who is there hears all'
begin flood --no-places --most-calls 5 --metrics 127.0.0.1:0
counting=$(sed -n 's|^counting at http://\([0-9.:]*\)/metrics$|\1|p' "$log")
: >"$T/heard"
"$PHONE" "$where" --calls 5 --seconds 8 >"$T/heard" &
heard=$!
await "$T/heard" 'all calls have their answers'
"$PHONE" "$where" --calls 600 --seconds 1 >"$T/flood" 2>&1
wait "$heard"
code=$?
expect_exit 0
expect_in "$T/heard" 'calls 5 failed 0' 'lost 0 '
expect_in "$T/flood" 'calls 600 failed 600'
run line --status --metrics "$counting"
expect_out 'calls answered: 5' 'calls refused: full: 600'
end

begin calls --no-places
it 'what a stranger sends to a call is not heard'
call 0 wait:300 stranger:1 key:5 "hear:$wrong"
it 'broken datagrams by the thousand, a call beside them'
"$PHONE" "$where" wait:4000 key:1 "hear:$opening" >"$T/beside" &
beside=$!
for again in 1 2 3; do call 0 junk junk; done
wait "$beside"
code=$?
expect_exit 0
other=$(grep -vcE '^call [0-9]+ (began|ended after [a-z0-9 ,]+)$' "$log")
[ "$other" -le 3 ] || complain "a stranger fills the log: $(grep -v '^call ' "$log" | tail -n 5)"
it 'hung up at any moment'
for moment in 0 20 60 110 170 240 320 410 510; do call 0 wait:$moment key:1 wait:$((moment / 3)) key:1; done
call 0 options
end

it 'an edition that is taken away: calls go on, and so does the line'
begin gone --no-places
"$PHONE" "$where" wait:300 key:1 wait:3000 key:1 wait:2000 key:0 wait:500 options >"$T/beside" &
beside=$!
sleep 1.5
mv "$OUT/phone" "$OUT/away"
wait "$beside"
code=$?
expect_exit 0
call 0 wait:500 key:1 wait:500 options
mv "$OUT/away" "$OUT/phone"
call 0 wait:300 key:5 "hear:$wrong"
end

it 'an edition behind a link that is turned; one that lies elsewhere is out of reach'
mkdir "$T/releases" "$T/elsewhere"
for place in releases/1 releases/2 elsewhere/3; do cp -R "$OUT" "$T/$place"; done
ln -s releases/1 "$T/current"
was=$OUT
OUT=$T/current
begin turned --no-places
ln -sfn releases/2 "$T/current"
kill -HUP "$line"
await "$log" 'a newer edition is taken up'
expect_in "$log" 'a newer edition is taken up'
ln -sfn ../"${T##*/}"/elsewhere/3 "$T/current"
kill -HUP "$line"
await "$log" 'cannot be read'
expect_in "$log" 'callers hear the one before'
grep -q 'NoNewPrivs:.*1' "/proc/$line/status" || complain 'it could still gain rights'
call 0 wait:300 options
ln -sfn releases/1 "$T/current"
kill -HUP "$line"
call 0 wait:300 key:5 "hear:$wrong"
OUT=$was
end

it 'a full disk: places are kept in memory, and it is said once'
mkdir "$T/disk"
if mount -t tmpfs -o size=400k,mode=700 tmpfs "$T/disk" 2>/dev/null; then
    disk=$T/disk
    begin full --places "$T/disk/callers.sqlite"
    dd if=/dev/zero of="$T/disk/rest" bs=1k 2>/dev/null
    call 0 wait:200 key:1 wait:200 key:1 wait:200 key:3 wait:300
    call 0 wait:200 key:1 wait:300 options
    expect_out 'options: 200'
    await "$log" 'cannot be written: is the disk full'
    [ "$(grep -c 'cannot be written: is the disk full' "$log")" -eq 1 ] || complain "$(cat "$log")"
    rm "$T/disk/rest"
    end
    umount "$T/disk" && disk=
else
    not_possible 'mount is not allowed'
fi

# registrar PASSWORD: one that wants this password, at $registrar.
registrar() {
    : >"$T/registrar"
    "$BUILD/tests/bench/phone/registrar" news "$1" >"$T/registrar" &
    registering=$!
    await "$T/registrar" 'port'
    registrar=127.0.0.1:$(sed -n 's/^port //p' "$T/registrar")
}

it 'an account at a trunk, by digest; calls come to its contact'
echo 'wave and tide' >"$T/password"
registrar 'wave and tide'
begin trunk --no-places --register "sip:news@$registrar" --password-file "$T/password"
wait "$registering"
code=$?
expect_exit 0
expect_in "$T/registrar" challenged 'registered <sip:news'
await "$log" registered
grep -qx registered "$log" || complain "$(cat "$log")"
where=$(sed -n 's/^registered <sip:news[^@]*@\([0-9.:]*\).*/\1/p' "$T/registrar")
call 0 wait:300 key:1 "hear:$opening"
end

it 'the wrong password is told, and the line goes on'
registrar 'another one'
begin refused --no-places --register "sip:news@$registrar" --password-file "$T/password"
await "$log" 'not registered: the registrar says 403'
expect_in "$log" 'not registered: the registrar says 403'
grep -q 'wave and tide' "$log" && complain 'the password is in the log'
call 0 wait:300 options
end
kill "$registering" 2>/dev/null

it 'who never confirmed is given up'
where=$half_where
line=$half
until timeout -k 5 60 "$PHONE" "$where" wait:300 options >"$T/out" 2>"$T/err" ||
    [ $(($(date +%s) - begun)) -gt 60 ]; do
    sleep 1
done
call 0 wait:300 options
end
lines=

finish

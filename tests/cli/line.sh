#!/bin/sh
# The phone line: what is rendered, a call in the terminal, calls by a telephone of our own.
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
authority = Paid for by the <Harbor> Union.
[sources]
files = *.txt
[section Jobs]
keywords = wages
[section Other news]
rest = yes
[outputs]
wanted = podcast
EOF
printf 'Bus drivers sign a contract on wages\n\nThe drivers signed on Friday. It holds for three years.\n\nWages rise by a dollar an hour.\n' >"$T/edition/bus.txt"
printf 'A bridge <opens> & "closes"\n\nThe bridge at Marrow Falls opened. Then it closed.\n' >"$T/edition/bridge.txt"

it 'renders what callers hear'
run line --render "$T/edition/edition.ini"
expect_exit 0
[ -s "$OUT/phone/manifest.json" ] || complain 'there is no manifest'
find "$OUT/phone/clips" -size +480000c | grep -q . && complain 'a clip is longer than 60 seconds'

it 'an edition that did not change is rendered into the same bytes'
cp "$OUT/phone/manifest.json" "$T/manifest"
run line --render "$T/edition/edition.ini"
expect_exit 0
cmp -s "$T/manifest" "$OUT/phone/manifest.json" || complain 'the manifest is another'

# simulate NAME KEYS: what is said, into $T/out.
simulate() {
    it "$1"
    printf "$2" >"$T/keys"
    INPUT=$T/keys run line --simulate "$OUT"
    expect_exit 0
}

# says_in_order LINE…: these lines come, one after the other, others between them.
says_in_order() {
    for line; do printf '%s\n' "$line"; done | awk '
        NR == FNR { want[++n] = $0; next }
        at < n && index($0, want[at + 1]) { at++ }
        END { if (at < n) { print "not said, or not in this order: " want[at + 1]; exit 1 } }
    ' - "$T/out" >"$T/order" || complain "$(cat "$T/order")"
}

# says_not TEXT
says_not() {
    grep -qF -- "$1" "$T/out" && complain "it says: $1"
}

simulate 'greeting, topics, how to go on' ''
says_in_order 'Welcome to Harbor News, Friday, November 20, 2026. Paid for by the <Harbor> Union.' 'For Jobs, press 1.' 'For Other news, press 2.' \
    'For help, press 0.' 'The call ended.'
says_not 'For what is new'

simulate 'a topic, its headline, its story, its end' '1+1\n'
says_in_order 'Key 1.' 'Jobs. One story.' 'Bus drivers sign a contract on wages.' 'Key 1.' \
    'The drivers signed on Friday.' 'Wages rise by a dollar an hour.' 'End of the story.' \
    'That was the last headline.'

simulate 'keys at once, without waiting' '21'
says_in_order 'Key 2.' 'Key 1.' 'The bridge at Marrow Falls opened.'

simulate 'one sentence forward, one back' '113'
says_in_order 'Key 3.' 'The drivers signed on Friday.' 'End of the story.'
simulate 'back at the beginning says so' '111'
says_in_order 'This is where the story begins.' 'Bus drivers sign'
simulate 'a paragraph forward' '1166'
says_in_order 'Key 6.' 'Key 6.' 'Wages rise'
simulate 'the last sentence, forward, is the end' '116666'
says_in_order 'Key 6.' 'Key 6.' 'Key 6.' 'End of the story.'
simulate 'pause, and go on' '112w2'
says_in_order 'Paused. To go on, press 2.' 'Key 2.' 'The drivers signed on Friday.'
simulate 'where am I' '115'
says_in_order 'Jobs, story 1 of 1.' 'About one minute is left.' 'Bus drivers sign'
simulate 'slower to the edge' '1177'
says_in_order 'Key 7.' 'Key 7.' 'This is the slowest speed.'
simulate 'faster to the edge' '1199999'
says_in_order 'This is the fastest speed.' 'Bus drivers sign'
simulate 'speed keeps the sentence' '1139'
says_in_order 'Key 3.' 'Key 9.' 'The drivers signed on Friday.'
simulate 'the only story has no next' '11#'
says_in_order 'Key #.' 'This is the last story.'
simulate 'star goes up, and up' '11**'
says_in_order 'Key *.' 'Bus drivers sign a contract on wages.' 'Key *.' 'For Jobs, press 1.'
simulate 'a key that does nothing is told' '5'
says_in_order 'That key does nothing here.' 'For Jobs, press 1.'
simulate 'help' '0'
says_in_order 'Press the number of a topic' 'For Jobs, press 1.'
simulate 'search by the letters of the keys' '72743#'
says_in_order 'Spell the beginning' 'Key #.' 'A bridge <opens> & "closes"'
simulate 'nothing is found' '7999#'
says_in_order 'No headline has a word' 'For Jobs, press 1.'
simulate 'settings' '999*'
says_in_order 'For a slower voice, press 7.' 'Speed 125 percent.' 'Speed 150 percent.'
simulate 'silence: again, with help, goodbye' 'wwww'
says_in_order 'Welcome' 'For Jobs, press 1.' 'Press the number of a topic' 'Goodbye.'

it 'keys of another map'
printf '1+55' >"$T/keys"
INPUT=$T/keys run line --simulate --keymap access "$OUT"
expect_exit 0
says_in_order 'The drivers signed on Friday.' 'Paused.'

it 'a card of the keys'
run line --card
expect_exit 0
says_in_order 'In the main menu' 'Key 1: first topic.' 'Key * (star): again.' 'In a story' 'Key 2: pause, and go on.'
cp "$T/out" "$T/card"
it 'and as audio: every key is said'
"$CRIER" inspect - --stage=spoken <"$T/card" >"$T/out" 2>"$T/err"
code=$?
expect_exit 0
expect_out 'Key (star): again.' 'Key two: pause, and go on.'
it 'a card in large print, in Spanish'
run line --card --page --language es
expect_exit 0
expect_out '<html lang="es">' '<h1>Las teclas de la línea telefónica</h1>' '<tr><th scope="row">* (asterisco)</th><td>otra vez</td></tr>'

it 'menus for other telephone systems'
run line --export "$T/export" "$OUT"
expect_exit 0
for file in asterisk/extensions.conf freeswitch/ivr.xml freeswitch/dialplan.xml; do
    expect_file "$T/export/$file"
done
grep -rqF '<opens>' "$T/export" && complain 'a title leaked into markup'

it 'a dialplan for FastAGI'
run line --dialplan 192.0.2.7:4573
expect_exit 0
expect_out 'agi://192.0.2.7:4573' AGISTATUS
it 'a service of systemd, with the options that are given'
run line --unit "$OUT" --listen 192.0.2.7:5060 --metrics 127.0.0.1:9574
expect_exit 0
expect_out 'ExecStart="' ' line "--listen" "192.0.2.7:5060"' "-- \"$OUT\"" 'StateDirectory=crier' 'NoNewPrivileges=yes'
if command -v systemd-analyze >/dev/null 2>&1; then
    sed "s|^ExecStart=\"[^\"]*\"|ExecStart=/bin/true|" "$T/out" >"$T/line.service"
    systemd-analyze verify "$T/line.service" >"$T/verified" 2>&1 || complain "$(cat "$T/verified")"
fi
it 'a folder that no unit can hold'
run line --unit "$(printf 'a\nb')"
expect_exit 2
expect_one_line 'rename it'

it 'how a line is doing, when none is'
run line --status --metrics 127.0.0.1:1
expect_exit 3
expect_one_line 'no line counts at 127.0.0.1:1'
run line --status --metrics 192.0.2.1:80
expect_exit 2
expect_one_line 'an address of this machine'

it 'no address'
run line --dialplan 'x y
exten'
expect_exit 2

# ---- Bad input ----

it 'a key map with a mistake'
printf 'story\t1\tsentence-back\nstory\t1\tpause\n' >"$T/map"
run line --card --keymap "$T/map"
expect_exit 3
expect_one_line 'line 2' 'already'
it 'no such key map'
run line --card --keymap nothing
expect_exit 3
expect_one_line 'standard and access'
it 'a folder without a manifest'
mkdir "$T/empty"
run line --simulate "$T/empty"
expect_exit 3
expect_one_line 'manifest.json' '--render'
for bad in '' '{' '[]' '{"format":2}' '{"format":1}' '{"format":3}'; do
    it "a damaged manifest: $bad"
    printf '%s' "$bad" >"$T/empty/manifest.json"
    run line --simulate "$T/empty"
    expect_exit 3
    expect_one_line "$T/empty"
done
it 'a manifest that points outside of itself'
sed 's/"headline": *[0-9][0-9]*/"headline":99999/' "$OUT/phone/manifest.json" >"$T/empty/manifest.json"
run line --simulate "$T/empty"
expect_exit 3
expect_one_line headline
it 'a manifest whose clips lie elsewhere'
sed 's|"clips/|"../clips/|' "$OUT/phone/manifest.json" >"$T/empty/manifest.json"
run line --simulate "$T/empty"
expect_exit 3
expect_one_line file
it 'an address that nobody can call'
run line "$OUT" --listen 0.0.0.0:0
expect_exit 2
it 'no folder'
run line
expect_exit 2

# ---- Calls ----

# Ports of our own as far as may be: several of these tests may run at a time.
first=$((20000 + $$ % 60 * 200))
ports=$first-$((first + 199))
line=
trap '[ -z "$line" ] || kill "$line" 2>/dev/null; chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT

# begin OPTION…: a line on a free port; where it answers, into $where.
begin() {
    : >"$T/line"
    "$CRIER" line "$OUT" --listen 127.0.0.1:0 --rtp-ports "$ports" \
        --places "$T/callers.sqlite" "$@" 2>"$T/line" &
    line=$!
    await "$T/line" 'answering'
    where=$(sed -n 's/^answering calls at \([0-9.:]*\).*/\1/p' "$T/line")
}

# call NAME CODE WORD…: what our telephone tells, into $T/out.
call() {
    it "$1"
    wanted=$2
    shift 2
    timeout -k 5 60 "$PHONE" "$where" "$@" >"$T/out" 2>"$T/err"
    code=$?
    expect_exit "$wanted"
}

# nth_clip KEYS NUMBER: the path of the clip that the simulator plays as that one after KEYS.
nth_clip() {
    printf '%s' "$1" | "$CRIER" line --simulate --files "$OUT" |
        sed -n "$2{s/ [0-9]*\$//;s|^|$OUT/phone/|;p;}"
}

begin --no-places
greeting=$(nth_clip '' 1)
menu=$(printf '' | "$CRIER" line --simulate --files "$OUT" | sed '$d' | wc -l)
opening=$(nth_clip 1 $((menu + 1)))
story=$(nth_clip 11 $((menu + 4)))
wrong=$(nth_clip 5 $((menu + 1)))

call 'the greeting is heard, sample by sample' 0 "hear:$greeting"
call 'and in A-law' 0 --codec 8 wait:300 options
call 'a key by named events' 0 wait:300 key:1 "hear:$opening"
call 'a key of which only the ends arrive' 0 wait:300 ends:1 "hear:$opening"
call 'a key by INFO' 0 wait:300 info:1 "hear:$opening"
call 'a key by INFO, as a relay' 0 wait:300 relay:1 "hear:$opening"
call 'a key by tones' 0 --no-events wait:300 tone:1 "hear:$opening"
call 'a key that does nothing' 0 wait:300 key:5 "hear:$wrong"
call 'the line makes the offer' 0 --late "hear:$greeting"
call 'hold, and on' 0 wait:500 hold silent:500 resume wait:200 key:1 "hear:$opening"
call 'the same INVITE again breaks no sound' 0 again "hear:$greeting"
call 'broken datagrams do no harm' 0 wait:200 junk key:1 "hear:$opening"
call 'a codec that does not fit' 2 --codec 18
expect_out 'answer: 488'
call 'an extension that is wanted' 2 --require 100rel
expect_out 'answer: 420'
call 'OPTIONS' 0 options
expect_out 'options: 200'

it 'stops when told, and hangs up before'
"$PHONE" "$where" hung-up >"$T/out" 2>"$T/err" &
phone=$!
await "$T/out" 'answer: 200'
kill -TERM "$line"
wait "$phone"
code=$?
expect_exit 0
wait "$line"
code=$?
expect_exit 0
line=
grep -q 5550142 "$T/line" && complain 'the number of a caller is in the log'

# The telephone's number is 5550142; its calls left a place.
begin
it 'a caller is known again by a hash of the number'
[ "$(stat -c %a "$T/callers.sqlite")" = 600 ] || complain 'others can read the places'
[ "$(stat -c %a "$T/callers.sqlite.secret")" = 600 ] || complain 'others can read the secret'
grep -q 5550142 "$T"/callers.sqlite* && complain 'the number is in the file'
call 'a call that stops in a story' 0 wait:200 key:1 wait:200 key:1 wait:200 key:3 wait:500
call 'the next call goes on' 0 wait:200 key:1 wait:300 key:8 "hear:$story"
kill "$line"
wait "$line"
line=
begin
call 'after a restart' 0 wait:200 key:1 wait:300 key:8 "hear:$story"
kill "$line"
wait "$line"
line=

begin --metrics 127.0.0.1:0
counting=$(sed -n 's|^counting at http://\([0-9.:]*\)/metrics$|\1|p' "$T/line")
call 'a call that is counted' 0 wait:300 key:1 wait:300 key:1 wait:2000
it 'how the line is doing, in words'
tenths=50
until run line --status --metrics "$counting" && grep -q 'hung up: 1' "$T/out" || [ "$tenths" -eq 0 ]; do
    sleep 0.1
    tenths=$((tenths - 1))
done
expect_exit 0
expect_out 'calls now: 0' 'calls answered: 1' 'calls that ended: hung up: 1' 'stories begun: 1' 'minutes in Jobs: 0' 'presses of key 1: 2'
kill "$line"
wait "$line"
line=

begin --most-calls 1
: >"$T/first"
"$PHONE" "$where" wait:20000 >"$T/first" &
phone=$!
await "$T/first" 'answer: 200'
call 'no room for another call' 2
expect_out 'answer: 503'
kill "$phone" 2>/dev/null
wait "$phone" 2>/dev/null
kill "$line"
wait "$line"
line=

begin
rm "$opening"
call 'a clip that is gone' 0 wait:300 key:1 wait:300 key:0 wait:300 options
kill "$line"
wait "$line"
line=

it 'FastAGI: begins, says where, ends when told'
begin --agi --no-places
grep -q 'answering FastAGI at port' "$T/line" || complain 'it does not say where'
kill "$line"
wait "$line"
code=$?
expect_exit 0
line=

begin --allow 192.0.2.1
call 'strangers are not answered' 2
expect_out 'answer: 403'

finish

#!/bin/sh
# Stopped in the middle: by Ctrl-C, by a closed terminal, by kill -9. No partial
# file, nothing beside it, no process left.
. "$(dirname "$0")/lib.sh"

own_copy
long_text 150000 "$T/long.txt"
mkdir "$T/made"

milliseconds() {
    echo $(($(date +%s%N) / 1000000))
}

# stopped SIGNAL EXIT OPTION…: after a second of work.
stopped() {
    signal=$1
    expected=$2
    shift 2
    command_line=" speak long.txt -o made/a.wav, SIG$signal after one second"
    begin=$(milliseconds)
    # As from a terminal: the default action, and no ignoring that a caller left us.
    env --default-signal timeout "$@" --preserve-status -k 10 -s "$signal" 1 \
        "$CRIER" speak "$T/long.txt" -o "$T/made/a.wav" --quiet --no-cache \
        </dev/null >"$T/out" 2>"$T/err"
    code=$?
    took=$(($(milliseconds) - begin))
    expect_exit "$expected"
    [ "$took" -ge 1000 ] || complain "it ended by itself after $took ms"
    [ "$took" -le 3000 ] || complain "it took $((took - 1000)) ms to stop"
    expect_empty_folder "$T/made"
    expect_no_process 2
}

it 'Ctrl-C: the whole group gets SIGINT'
stopped INT 130
expect_one_line

it 'SIGINT to the program alone'
stopped INT 130 --foreground
expect_one_line

it 'SIGTERM, as from a service manager'
stopped TERM 130 --foreground

it 'Ctrl-C leaves an older file as it was'
echo old >"$T/made/a.wav"
env --default-signal timeout --preserve-status -k 10 -s INT 1 \
    "$CRIER" speak "$T/long.txt" -o "$T/made/a.wav" --quiet --no-cache </dev/null >"$T/out" 2>"$T/err"
code=$?
expect_exit 130
[ "$(cat "$T/made/a.wav")" = old ] || complain 'the older file is gone'
[ "$(ls -A "$T/made")" = a.wav ] || complain "beside it: $(ls -A "$T/made")"
rm "$T/made/a.wav"

it 'kill -9 in the middle'
"$CRIER" speak "$T/long.txt" -o "$T/made/a.wav" --quiet --no-cache </dev/null >"$T/out" 2>"$T/err" &
pid=$!
sleep 1
[ -n "$(own_processes | grep crier-voice)" ] || complain 'no speaking process was seen'
kill -9 "$pid"
wait "$pid" 2>/dev/null
expect_no_process 2
expect_empty_folder "$T/made"

it 'after all that it still speaks'
run speak "$SHORT" -o "$T/after.wav" --quiet
expect_exit 0
expect_wav "$T/after.wav"

it 'the engine killed in the middle costs no more than the article'
"$CRIER" speak "$T/long.txt" -o "$T/made/a.wav" --quiet --no-cache </dev/null >"$T/out" 2>"$T/err" &
pid=$!
sleep 1
own_processes | awk '/crier-voice/ { print $1 }' | xargs -r kill -9 2>/dev/null
tenths=100
while kill -0 "$pid" 2>/dev/null && [ "$tenths" -gt 0 ]; do
    sleep 0.1
    tenths=$((tenths - 1))
done
if [ "$tenths" -eq 0 ]; then # it started the engine anew and goes on: fine as well
    kill -INT "$pid"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
else
    wait "$pid"
    code=$?
    command_line=' speak long.txt, its engine killed'
    expect_exit 5
    expect_one_line
fi
expect_no_process 2
expect_empty_folder "$T/made"

finish

#!/bin/sh
# crier serve: starts on a free port, says where, stops cleanly; configurations.
. "$(dirname "$0")/lib.sh"

it 'starts, says where in one line, stops when told'
mkdir "$T/site"
echo hello >"$T/site/a.txt"
"$CRIER" serve --listen 127.0.0.1:0 "$T/site" 2>"$T/err" >"$T/out" &
server=$!
tenths=100
while [ ! -s "$T/err" ] && [ "$tenths" -gt 0 ]; do
    sleep 0.1
    tenths=$((tenths - 1))
done
expect_one_line 'http://127.0.0.1:' 'Ctrl-C'
kill -TERM "$server"
wait "$server"
code=$?
expect_exit 0

for kind in nginx caddy; do
    it "a configuration for $kind"
    run serve --config "$kind" /srv/audio
    expect_exit 0
    expect_out /srv/audio application/json+chapters Access-Control-Allow-Origin
done

it 'no folder'
run serve
expect_exit 2

finish

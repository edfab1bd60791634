#!/bin/sh
# An edition that is watched: published again when something changes, when asked to, and when
# an embargo is over; whatever goes wrong in one round, the next one goes on.
. "$(dirname "$0")/lib.sh"

mkdir "$T/news" "$T/news/deep"
cp audio-samples/ferry-vote.txt "$T/news/"
cat >"$T/edition.ini" <<'END'
[edition]
title = Watched
language = en-US
base-url = https://audio.example.org/watched/
[sources]
folders = news
[section All]
rest = yes
[outputs]
wanted = podcast
END

watcher=
log=$T/log
trap 'kill -9 $watcher 2>/dev/null; chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT

watch() { # OPTION…
    command_line=" publish edition.ini --watch $*"
    env --default-signal "$CRIER" publish "$T/edition.ini" --out "$T/pub" --watch "$@" </dev/null >"$T/out" 2>"$log" &
    watcher=$!
}

# until_true SECONDS COMMAND…
until_true() {
    tenths=$(($1 * 10))
    shift
    while ! "$@" 2>/dev/null; do
        [ "$tenths" -gt 0 ] || return 1
        sleep 0.1
        tenths=$((tenths - 1))
    done
}

times_said() { # TEXT TIMES
    [ "$(grep -cF -- "$1" "$log")" -ge "$2" ]
}

expect_said() { # TEXT TIMES
    until_true "$LIMIT" times_said "$1" "$2" || {
        cp "$log" "$T/err"
        complain "not said $2 times in $LIMIT seconds: $1"
    }
}

# A round is a process below the watch.
busy() {
    [ -n "$(cat "/proc/$watcher/task/$watcher/children")" ]
}

idle() {
    ! busy
}

expect_feed() {
    until_true "$LIMIT" grep -qF -- "$1" "$T/pub/feed.xml" || complain "the feed does not say: $1"
}

stop() { # SIGNAL
    kill -s "$1" "$watcher"
    until_true 20 test ! -e "/proc/$watcher/fd/0" || {
        complain "it did not stop at SIG$1"
        kill -9 "$watcher"
    }
    wait "$watcher"
    code=$?
    watcher=
    cp "$log" "$T/err"
}

it 'publishes once, then waits'
watch
expect_said 'watching:' 1
expect_file "$T/pub/feed.xml"
times_said 'published 1 articles' 1 || complain 'it did not say what was published'

it 'a changed article is published anew'
sed -i 's/on Tuesday/on Wednesday/' "$T/news/ferry-vote.txt"
expect_said 'changed:' 1
expect_said 'published ' 2
expect_feed 'on Wednesday'

it 'an article in a folder of the folder, and one in a folder that is new'
cp audio-samples/nurses-contract.txt "$T/news/deep/"
expect_said 'published 2 articles' 1
mkdir "$T/news/new"
cp audio-samples/harbor-transit.md "$T/news/new/"
expect_said 'published 3 articles' 1

it 'a broken edition file is told in one line, and the watch goes on'
before=$(wc -l <"$log")
sed -i 's/^wanted = .*/wanted = hologram/' "$T/edition.ini"
expect_said 'hologram' 1
[ "$(grep -c hologram "$log")" -eq 1 ] || complain 'it is told more than once'
sed -i 's/^wanted = .*/wanted = podcast/; s/^title = .*/title = Watched\ndescription = Mended words/' "$T/edition.ini"
expect_feed 'Mended words'

it 'files of editors and what is published itself do not count'
said=$(grep -c 'changed:' "$log")
echo draft >"$T/news/.ferry-vote.txt.swp"
echo note >"$T/pub/note"
kill -s HUP "$watcher" # what comes after these two is told after them
sed -i 's/on Wednesday/on Thursday/' "$T/news/ferry-vote.txt"
expect_feed 'on Thursday'
! grep -q 'changed:.*\(swp\|note\)' "$log" || complain 'a file that does not count was taken for a change'
[ "$said" -gt 0 ] || complain 'no change was ever told'

it 'an embargo that is over is noticed by the next round'
printf 'Pier cafe opens\n\nThe cafe on the pier opened its doors again on Monday.\n' >"$T/news/embargoed.txt"
held=$(grep -cF 'published 3 articles' "$log")
until=$(($(date +%s) + 12))
printf '[article news/embargoed.txt]\nembargo = %s\n' "$(date -u -d "@$until" +%Y-%m-%dT%H:%M:%SZ)" >>"$T/edition.ini"
expect_said 'published 3 articles' "$((held + 1))"
! grep -qF 'Pier cafe' "$T/pub/feed.xml" || complain 'the feed has what must not be out yet'
until_true "$LIMIT" sh -c "[ \$(date +%s) -gt $until ]"
kill -s HUP "$watcher"
expect_said 'published 4 articles' 1

it 'SIGTERM between rounds ends it with 0, and nothing stays'
until_true "$LIMIT" idle
stop TERM
expect_exit 0
expect_empty_folder "$T/pub/.crier/making"

it 'Ctrl-C as well; with --quiet nothing is said'
watch --quiet --every 1440
until_true "$LIMIT" busy
until_true "$LIMIT" idle
stop INT
expect_exit 0
expect_silence

it 'options that are wrong'
run publish "$T/edition.ini" --every 5
expect_exit 2
expect_one_line '--every'
for minutes in 0 -1 1441; do
    run publish "$T/edition.ini" --watch --every $minutes
    expect_exit 2
    expect_one_line "$minutes" '1440'
done
run publish "$T/edition.ini" --watch --every soon
expect_exit 2
run publish "$T/edition.ini" --watch --unit
expect_exit 2

it 'a unit of systemd, its paths escaped'
mkdir "$T/a b%c\$d\"e\\f"
cp "$T/edition.ini" "$T/a b%c\$d\"e\\f/"
run publish "$T/a b%c\$d\"e\\f/edition.ini" --unit --every 7
expect_exit 0
expect_silence
expect_out 'Type=notify' 'NoNewPrivileges=yes' 'ProtectSystem=strict' '--every 7 ' \
    "a b%%c\$\$d\\\"e\\\\f/edition.ini\"" "ReadWritePaths=\"$T/a b%%c\$d\"'\"e\\f/published'"
run publish "$(printf 'a\nb.ini')" --unit
expect_exit 2
expect_no_out

finish

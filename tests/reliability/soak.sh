#!/bin/sh
# An edition is watched for MINUTES while its folder is worked in: twenty new articles a minute,
# some written in two halves, some renamed, some changed, some taken away; every minute one process
# below the watch is killed, every ten minutes the watch itself, which is then started anew. The
# feed must be whole whenever somebody looks; in the end each article stands in it exactly once,
# and nothing that was taken away. Descriptors and memory of the watch must stay what they were.
#   tests/reliability/soak.sh BUILD MINUTES
set -u
cd "$(dirname "$0")/../.." || exit 1
crier=$PWD/$1/bin/crier minutes=$2
T=$(mktemp -d "${TMPDIR:-/tmp}/crier-soak.XXXXXX") || exit 1
watcher=
trap '[ -z "$watcher" ] || kill -9 "$watcher" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
export TZ=UTC LC_ALL=C.UTF-8 XDG_CACHE_HOME="$T/cache" XDG_STATE_HOME="$T/state"
KEPT=60 # articles in the folder, about
passed=0
failed=0

verdict() { # TEXT CODE: 0 is good
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)) && printf 'wrong: '; fi
    printf '%s\n' "$1"
}

# ---- The watch ----

mkdir "$T/news" "$T/later"
cat >"$T/edition.ini" <<'END'
[edition]
title = Soaked
language = en-US
base-url = https://audio.example.org/soaked/
[sources]
folders = news
[section All]
rest = yes
[outputs]
wanted = podcast
END

start_watch() {
    "$crier" publish "$T/edition.ini" --out "$T/pub" --watch </dev/null >>"$T/out" 2>>"$T/log" &
    watcher=$!
    starts=$((starts + 1))
}

# Those below a process, their children too.
below() { # PID
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
        echo "$child"
        below "$child"
    done
}

kill_one() {
    victim=$(below "$watcher" | awk -v at="$turn" '{ list[NR] = $1 } END { if (NR) print list[1 + at % NR] }')
    [ -n "$victim" ] && kill -9 "$victim" 2>/dev/null && kills=$((kills + 1))
}

# Descriptors and KiB of the watch.
measure() {
    printf '%s %s %s\n' "$starts" "$(ls "/proc/$watcher/fd" | wc -l)" \
        "$(awk '/^VmRSS/ { print $2 }' "/proc/$watcher/status")" >>"$T/measured"
}

look_at_feed() {
    [ -e "$T/pub/feed.xml" ] || return 0
    looks=$((looks + 1))
    cp "$T/pub/feed.xml" "$T/seen.xml" 2>/dev/null
    xmllint --noout "$T/seen.xml" 2>>"$T/unsound" || unsound=$((unsound + 1))
}

# ---- The newsroom ----

text_of() { # NUMBER WORD
    printf 'Notice number %s of the council\n\nThe council met on Monday and %s. Room %s holds %s people.\n' \
        "$1" "$2" "$1" $((20 + $1 % 70))
}

work() { # TURN: what the newsroom does next
    file=$T/news/notice-$1.txt
    case $(($1 % 5)) in
    0)
        text_of "$1" 'voted' | head -c 60 >"$file"
        sleep 1
        text_of "$1" 'voted' >"$file"
        ;;
    1)
        text_of "$1" 'adjourned' >"$T/later/half"
        mv "$T/later/half" "$file"
        ;;
    2)
        text_of "$1" 'sang' >"$T/news/draft-$1.txt"
        mv "$T/news/draft-$1.txt" "$file"
        ;;
    3)
        text_of "$1" 'listened' >"$file"
        [ ! -e "$T/news/notice-$(($1 - 1)).txt" ] || text_of $(($1 - 1)) 'thought again' >"$T/news/notice-$(($1 - 1)).txt"
        ;;
    4)
        text_of "$1" 'waited' >"$file"
        mkdir -p "$T/news/room-$(($1 % 3))"
        mv "$file" "$T/news/room-$(($1 % 3))/"
        ;;
    esac
    [ "$1" -lt $KEPT ] || find "$T/news" -name "notice-$(($1 - KEPT)).txt" -delete
}

# ---- The run ----

starts=0 kills=0 turn=0 looks=0 unsound=0
start_watch
began=$(date +%s)
next_kill=$((began + 60)) next_end=$((began + 600))
until [ $(($(date +%s) - began)) -ge $((minutes * 60)) ]; do
    turn=$((turn + 1))
    work $turn
    look_at_feed
    sleep 1
    look_at_feed
    sleep 1
    now=$(date +%s)
    [ "$now" -lt "$next_kill" ] || { kill_one && next_kill=$((now + 60)) && measure; }
    if [ "$now" -ge "$next_end" ]; then
        kill -9 "$watcher"
        wait "$watcher" 2>/dev/null
        start_watch
        next_end=$((now + 600))
    fi
    kill -0 "$watcher" 2>/dev/null || { verdict 'the watch ended by itself' 1 && start_watch; }
done

# ---- What came of it ----

wanted() { # all headlines in the folder, in order
    find "$T/news" -name 'notice-*.txt' -exec head -n 1 {} \; | sort
}

in_feed() {
    sed -n 's|^ *<title>\(Notice number.*\)</title>|\1|p' "$T/pub/feed.xml" | sort
}

wanted >"$T/wanted"
seconds=180
until in_feed | cmp -s - "$T/wanted" || [ $seconds -eq 0 ]; do
    sleep 1
    seconds=$((seconds - 1))
    [ $((seconds % 60)) -ne 0 ] || kill -HUP "$watcher"
done
in_feed >"$T/found"
measure
kill -TERM "$watcher"
wait "$watcher"
code=$?
verdict "the watch ends with exit code $code when told" $code
watcher=
printf '%s minutes, %s articles, %s workers killed, %s starts of the watch\n' "$minutes" $turn $kills $starts
diff "$T/wanted" "$T/found" >"$T/difference"
verdict "$(wc -l <"$T/wanted") articles in the folder, $(wc -l <"$T/found") in the feed, $(grep -c '^[<>]' "$T/difference") of them missing, twice or gone" \
    "$([ -s "$T/difference" ] && echo 1 || echo 0)"
verdict "$looks looks at the feed, $unsound times it was not well-formed" $((unsound > 0))
"$crier" verify "$T/pub" >"$T/verified" 2>&1
code=$?
verdict "crier verify: $(tail -n 1 "$T/verified")" $code
left=$(find "$T/pub/.crier/making" -mindepth 1 2>/dev/null | wc -l)
verdict "$left files of killed runs are left" "$left"
# Each start by itself, from its second minute on.
awk '$1 != start { start = $1; n = 0 } { n++ }
    n == 2 { fds = $2; kib = $3 } n > 2 { more = $3 / kib - 1; if (more > most) most = more; if ($2 > fds) grown++ }
    END { printf "memory of a watch grew by %.1f %% at most, its descriptors grew %d times\n", 100 * most, grown
          exit most >= 0.05 || grown > 0 }' "$T/measured" >"$T/growth"
code=$?
verdict "$(cat "$T/growth")" $code
[ "$failed" -eq 0 ] || { tail -n 30 "$T/log" && head -n 5 "$T/difference" "$T/verified" "$T/unsound"; } 2>/dev/null
printf '%s passed, %s failed\n' $passed $failed
[ "$failed" -eq 0 ]

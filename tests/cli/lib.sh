# The command line as people use it. A test script sources this file, describes
# cases with `it`, runs the program with `run`, and states what must hold with
# `expect_…`; `finish` prints "N passed, N failed". A case fails once, however
# many of its expectations do; every failed one is shown.
#
# Every script runs alone, from any folder, against build/release or CRIER_BUILD.

cd "$(dirname "$0")/../.." || exit 1
ROOT=$PWD
BUILD=$ROOT/${CRIER_BUILD:-build/release}
CRIER=$BUILD/bin/crier
T=$(mktemp -d "${TMPDIR:-/tmp}/crier-test.XXXXXX") || exit 1
trap 'chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$T"
export TZ=UTC LC_ALL=C.UTF-8
export XDG_CACHE_HOME="$T/cache" XDG_STATE_HOME="$T/state"
unset CRIER_PLUGIN_PATH LANGUAGE

SHORT=audio-samples/ferry-vote.txt
SAMPLE_TEXT=audio-samples/nurses-contract.txt
SAMPLE_MARKDOWN=audio-samples/harbor-transit.md

passed=0
failed=0
impossible=0
case_name=
case_bad=
code=
command_line=
nl='
'

if [ ! -x "$CRIER" ]; then
    echo "there is no program $CRIER"
    echo '0 passed, 1 failed'
    exit 1
fi

close_case() {
    [ -n "$case_name" ] || return 0
    if [ -n "$case_bad" ]; then failed=$((failed + 1)); else passed=$((passed + 1)); fi
    case_name=
}

# it NAME: begin a case.
it() {
    close_case
    case_name=$1
    case_bad=
    command_line=
    : >"$T/out"
    : >"$T/err"
}

complain() {
    [ -n "$case_bad" ] || printf '\n%s: %s\n' "$(basename "$0" .sh)" "$case_name"
    case_bad=yes
    printf '    %s\n' "$1"
    [ -z "$command_line" ] || printf '    command: crier%s\n    exit code: %s\n' "$command_line" "$code"
    [ ! -s "$T/err" ] || { echo '    standard error:'; head -c 1500 "$T/err" | sed 's/^/        /'; echo; }
    command_line=
}

# This case cannot be made on this machine: said, counted, not hidden.
not_possible() {
    printf '%s: %s: not possible here: %s\n' "$(basename "$0" .sh)" "$case_name" "$1"
    impossible=$((impossible + 1))
    case_name=
}

finish() {
    close_case
    [ "$impossible" -eq 0 ] || echo "$impossible cases not possible here"
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

# await FILE TEXT: until a line of the file has this; at most 20 seconds.
await() {
    tenths=200
    until grep -qF -- "$2" "$1" 2>/dev/null || [ "$tenths" -eq 0 ]; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
}

# ---- Running ----

# A hanging program must not hang the tests: LIMIT seconds, then it counts as killed.
LIMIT=60

# run ARGUMENT…: standard input is empty unless INPUT names a file.
run() {
    command_line=
    for word; do command_line="$command_line '$word'"; done
    timeout -k 5 "$LIMIT" "$CRIER" "$@" <"${INPUT:-/dev/null}" >"$T/out" 2>"$T/err"
    code=$?
    [ "$code" -ne 124 ] && [ "$code" -ne 137 ] || complain "it did not end within $LIMIT seconds"
}

# A copy of the program in a place that everybody may read, as if installed.
own_copy() {
    [ -d "$T/own" ] || {
        mkdir "$T/own" && cp -R "$BUILD/bin" "$BUILD/libexec" "$T/own/" &&
            mkdir "$T/own/lib" && cp -R "$BUILD/lib/crier" "$T/own/lib/"
        chmod -R a+rX "$T/own"
    }
    CRIER=$T/own/bin/crier
}

# run_unprivileged ARGUMENT…: like run, but as somebody whom file modes bind.
run_unprivileged() {
    own_copy
    if [ "$(id -u)" -eq 0 ]; then
        command_line=" (as nobody)"
        for word; do command_line="$command_line '$word'"; done
        mkdir -p "$T/nobody" && chmod 777 "$T/nobody"
        XDG_CACHE_HOME=$T/nobody HOME=$T/nobody GCOV_PREFIX=$T/nobody timeout -k 5 "$LIMIT" \
            setpriv --reuid=65534 --regid=65534 --clear-groups "$CRIER" "$@" \
            </dev/null >"$T/out" 2>"$T/err"
        code=$?
    else
        run "$@"
    fi
}

# Processes whose program stands in our own copy.
own_processes() {
    for process in /proc/[0-9]*; do
        case $(readlink "$process/exe" 2>/dev/null) in
        "$T"/own/*) echo "${process#/proc/} $(tr '\0' ' ' 2>/dev/null <"$process/cmdline")" ;;
        esac
    done
}

expect_no_process() { # SECONDS
    tenths=$(($1 * 10))
    while [ -n "$(own_processes)" ] && [ "$tenths" -gt 0 ]; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    left=$(own_processes)
    [ -z "$left" ] || complain "still running after $1 seconds: $left"
}

# ---- Expectations ----

expect_exit() {
    [ "$code" -eq "$1" ] || complain "exit code $code, expected $1"
}

# Standard error is exactly one line; it holds every text given.
expect_one_line() {
    lines=$(wc -l <"$T/err")
    [ "$lines" -eq 1 ] || complain "$lines lines on standard error, expected 1"
    for text; do
        grep -qF -- "$text" "$T/err" || complain "standard error does not say: $text"
    done
}

expect_err() {
    for text; do
        grep -qF -- "$text" "$T/err" || complain "standard error does not say: $text"
    done
}

expect_silence() {
    [ ! -s "$T/err" ] || complain 'standard error is not empty'
}

# A file that a test made says this.
expect_in() { # FILE TEXT…
    file=$1
    shift
    for text; do
        grep -qF -- "$text" "$file" || complain "$file does not say: $text"
    done
}

expect_out() {
    for text; do
        grep -qF -- "$text" "$T/out" || complain "standard output does not say: $text"
    done
}

expect_no_out() {
    [ ! -s "$T/out" ] || complain "standard output is not empty: $(head -c 300 "$T/out")"
}

expect_lines() { # NUMBER
    [ "$(wc -l <"$T/out")" -eq "$1" ] || complain "$(wc -l <"$T/out") lines on standard output, expected $1: $(head -n 5 "$T/out")"
}

expect_file() {
    [ -s "$1" ] || complain "there is no file $1"
}

expect_no_file() {
    [ ! -e "$1" ] || complain "there is a file $1"
}

# Nothing at all in a folder: no output, and nothing half made under another name.
expect_empty_folder() {
    [ -z "$(ls -A "$1")" ] || complain "left behind in $1: $(ls -A "$1")"
}

expect_same() {
    cmp -s "$1" "$2" || complain "$1 and $2 differ"
}

# ---- WAV ----

number_at() { # FILE OFFSET BYTES
    od -An -v -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '
}

name_at() { # FILE OFFSET
    dd if="$1" bs=1 skip="$2" count=4 2>/dev/null | tr '\0' ' '
}

# Place and size of a chunk; nothing when there is none.
wav_chunk() { # FILE NAME
    size=$(wc -c <"$1")
    at=12
    while [ $((at + 8)) -le "$size" ]; do
        bytes=$(number_at "$1" $((at + 4)) 4)
        if [ "$(name_at "$1" "$at")" = "$2" ]; then
            echo "$((at + 8)) $bytes"
            return
        fi
        at=$((at + 8 + bytes + bytes % 2))
    done
}

# A whole WAV: PCM, one channel, 16 bits, the engine's rate, sizes that agree.
expect_wav() {
    expect_file "$1"
    [ -s "$1" ] || return
    [ "$(name_at "$1" 0)" = RIFF ] && [ "$(name_at "$1" 8)" = WAVE ] || {
        complain "$1 is no RIFF WAVE file"
        return
    }
    [ $(($(number_at "$1" 4 4) + 8)) -eq "$(wc -c <"$1")" ] || complain "the RIFF size of $1 is wrong"
    # shellcheck disable=SC2046 # two numbers
    set -- "$1" $(wav_chunk "$1" 'fmt ')
    [ "$(number_at "$1" "$2" 2) $(number_at "$1" $(($2 + 2)) 2) $(number_at "$1" $(($2 + 4)) 4) $(number_at "$1" $(($2 + 14)) 2)" = \
        '1 1 22050 16' ] || complain "$1 is not 16-bit mono PCM at 22,050 Hz"
    [ "$(wav_seconds "$1")" -gt 0 ] || complain "$1 plays no second"
}

wav_seconds() {
    # shellcheck disable=SC2046 # two numbers
    set -- $(wav_chunk "$1" data)
    echo $((${2:-0} / 44100))
}

expect_tag() { # FILE INFO_NAME TEXT
    # shellcheck disable=SC2046 # two numbers
    set -- "$1" "$2" "$3" $(wav_chunk "$1" LIST)
    [ -n "${4-}" ] || { complain "$1 has no INFO tags"; return; }
    dd if="$1" bs=1 skip="$4" count="$5" 2>/dev/null | grep -aqF "$2" || complain "no tag $2 in $1"
    dd if="$1" bs=1 skip="$4" count="$5" 2>/dev/null | grep -aqF "$3" || complain "no tag of $1 says $3"
}

# ---- Material ----

# long_text WORDS FILE: sentences enough to be busy for a while.
long_text() {
    awk -v want="$1" 'BEGIN {
        while (have < want) {
            printf "The council of ward %d met again on Monday and counted %d ballots by hand. ", ++n, n * 7
            have += 15
            if (n % 8 == 0) print "\n"
        }
        print ""
    }' >"$2"
}

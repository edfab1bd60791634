#!/bin/sh
# Run tests and count them. Shows only what failed; VERBOSE=1 names every part.
#   tests/run.sh everything | unit VARIANT | sanitize | coverage | valgrind | rules | layers | headers | style
# One part is one line "LABEL COMMAND…"; parts run side by side, each into
# build/test/LABEL.log. A part tells its counts by cmocka's summary or by a last
# line "N passed, N failed"; a part that breaks off counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 1

results=build/test/results
sanitizer_logs=build/test/sanitizer

# ---- One part ----

count() {
    awk '
    /^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
    /^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
    /^[0-9]+ passed, [0-9]+ failed/ { passed += $1; failed += $3 }
    END { print passed + 0, failed + 0 }' "$1"
}

one_part() {
    label=$1
    shift
    log=build/test/$label.log
    mkdir -p "${log%/*}" "$results/${label%/*}"
    export XDG_CACHE_HOME="$PWD/build/test/cache/$label"
    timeout -k 10 600 "$@" >"$log" 2>&1 </dev/null
    code=$?
    read -r passed failed <<EOF
$(count "$log")
EOF
    [ "$code" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
    [ "$code" -eq 0 ] && [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ] && failed=1 &&
        echo 'This part tested nothing.' >>"$log"
    echo "$passed $failed" >"$results/$label"
    [ -z "${VERBOSE-}" ] || printf '%s: %s passed, %s failed\n' "$label" "$passed" "$failed"
    [ "$failed" -eq 0 ] || printf '\n---- %s: exit code %s ----\n%s\n' "$label" "$code" \
        "$(grep -vE '^\[( RUN  |       OK|==========|----------)' "$log" | tail -n 150)"
}

# ---- The parts ----

unit_parts() { # VARIANT
    for source in tests/*/test_*.c; do
        [ -e "$source" ] || continue
        program=${source%.c}
        echo "unit-$1/${program##*/} build/$1/$program"
    done
}

cli_parts() { # VARIANT, patterns of scripts…
    variant=$1
    shift
    for script; do
        name=${script##*/}
        echo "cli-$variant/${name%.sh} env CRIER_BUILD=build/$variant sh $script"
    done
}

all_cli() {
    ls tests/cli/*.sh | grep -v '/lib\.sh$'
}

rules_parts() {
    echo 'rules/banned sh tests/lint/banned.sh'
    echo 'rules/functions sh tests/lint/functions.sh'
}
layers_parts() { echo 'rules/layers sh tests/lint/layers.sh'; }
headers_parts() { echo 'rules/headers sh tests/lint/headers.sh'; }
valgrind_parts() { echo 'valgrind/sample sh tests/valgrind.sh'; }
build_parts() {
    for variant in release asan; do
        echo "build/$variant sh tests/built.sh $variant"
    done
}

# shellcheck disable=SC2046 # a list of names without blanks
coverage_parts() {
    cli_parts coverage $(all_cli)
    unit_parts coverage
}

# shellcheck disable=SC2046 # a list of names without blanks
sanitize_parts() {
    cli_parts asan $(all_cli)
    unit_parts asan
}

# Long parts first, so that both cores end together.
# Each of these keeps all processors busy by itself, so they come one by one, behind the others.
reliability_parts() {
    echo 'reliability/faults sh tests/reliability/sweep.sh build/release faults 2 commands.tsv'
    echo 'reliability/kills sh tests/reliability/sweep.sh build/release times 7 fifty.tsv'
    echo 'reliability/hostile sh tests/reliability/hostile.sh build/release 2'
    echo 'reliability/batch sh tests/reliability/batch.sh build/release 300'
}

everything() {
    cli_parts asan tests/cli/speak.sh tests/cli/inspect.sh tests/cli/filter.sh tests/cli/bad_input.sh
    valgrind_parts
    # shellcheck disable=SC2046 # a list of names without blanks
    cli_parts release $(all_cli)
    unit_parts asan
    unit_parts release
    headers_parts
    layers_parts
    rules_parts
    build_parts
}

parts() {
    case $1 in
    everything) everything ;;
    unit) unit_parts "$2" ;;
    coverage) coverage_parts ;;
    sanitize) sanitize_parts ;;
    valgrind) valgrind_parts ;;
    rules) rules_parts ;;
    layers) layers_parts ;;
    headers) headers_parts ;;
    style) rules_parts && layers_parts && headers_parts ;;
    *) echo "tests/run.sh: unknown part $1" >&2 && exit 2 ;;
    esac
}

# ---- Together ----

if [ "$1" = one ]; then
    shift
    one_part "$@"
    exit 0
fi

pin_environment() {
    export TZ=UTC LC_ALL=C.UTF-8
    unset CRIER_PLUGIN_PATH LANGUAGE XDG_CACHE_HOME
    # Any report of a sanitizer, in whichever process, is a failure: see below.
    # Signals stay signals, so that crash tests see what users would.
    export ASAN_OPTIONS="log_path=$PWD/$sanitizer_logs/asan:handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_abort=0:handle_sigfpe=0:detect_leaks=1"
    export UBSAN_OPTIONS="log_path=$PWD/$sanitizer_logs/ubsan:print_stacktrace=1:halt_on_error=1"
    export LSAN_OPTIONS="suppressions=$PWD/tests/lint/leaks.supp:print_suppressions=0"
}

sum_up() {
    reports=0
    for report in "$sanitizer_logs"/*; do
        [ -s "$report" ] || continue
        reports=$((reports + 1))
        printf '\n---- sanitizer report %s ----\n' "$report"
        head -n 40 "$report"
    done
    find "$results" -type f -exec cat {} + | awk -v reports="$reports" '
        { passed += $1; failed += $2 }
        END { failed += reports
              printf "%d passed, %d failed\n", passed, failed
              exit failed > 0 || passed == 0 }'
}

rm -rf "$results" "$sanitizer_logs"
mkdir -p "$results" "$sanitizer_logs"
pin_environment
parts "$@" | tr '\n' '\0' | xargs -0 -P "$(nproc)" -I '{}' sh -c 'exec sh tests/run.sh one $1' - '{}'
[ "$1" != everything ] || reliability_parts | while read -r part; do
    # shellcheck disable=SC2086 # words
    sh tests/run.sh one $part
done
sum_up

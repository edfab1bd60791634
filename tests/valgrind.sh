#!/bin/sh
# Speak and inspect a sample article under valgrind: no error, nothing lost.
# The engine's own program is not followed: its memory is espeak-ng's. Unconfined, as valgrind
# makes calls of its own.
set -u
cd "$(dirname "$0")/.." || exit 1
out=build/test/valgrind.wav
code_file=build/test/valgrind.code
report=build/test/valgrind.report
failed=0
passed=0

# Reports go through a pipe: a reader's process may write no file.
check() {
    {
        G_SLICE=always-malloc G_DEBUG=gc-friendly valgrind --quiet --leak-check=full \
            --errors-for-leak-kinds=definite --show-leak-kinds=definite --error-exitcode=99 \
            --suppressions=tests/lint/valgrind.supp build/release/bin/crier "$@" --insecure-no-sandbox 2>&1 >/dev/null
        echo $? >"$code_file"
    } | cat >"$report"
    # A kernel call younger than this valgrind is no error of ours.
    grep -vE '^--[0-9]+--' "$report" >"$report.own"
    if [ "$(cat "$code_file")" -eq 0 ] && ! grep -q '^==' "$report.own"; then
        passed=$((passed + 1))
    else
        echo "exit code $(cat "$code_file"): valgrind crier $*"
        head -n 60 "$report.own"
        failed=$((failed + 1))
    fi
}

mkdir -p build/test
check speak audio-samples/ferry-vote.txt -o "$out" --no-cache --progress=none
check speak audio-samples/harbor-transit.md -o "$out" --progress=none
check speak audio-samples/harbor-transit.md -o "$out" --progress=none
check inspect audio-samples/harbor-transit.md --stage=ledger --json
rm -f "$out" "$code_file" "$report" "$report.own"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

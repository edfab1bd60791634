#!/bin/sh
# Speak and inspect a sample article under valgrind: no error, nothing lost.
# The engine's own program is not followed: its memory is espeak-ng's.
set -u
cd "$(dirname "$0")/.." || exit 1
out=build/test/valgrind.wav
failed=0
passed=0

check() {
    if G_SLICE=always-malloc G_DEBUG=gc-friendly valgrind --quiet --leak-check=full \
        --errors-for-leak-kinds=definite --show-leak-kinds=definite --error-exitcode=99 \
        --suppressions=tests/lint/valgrind.supp build/release/bin/crier "$@" >/dev/null; then
        passed=$((passed + 1))
    else
        echo "under valgrind, exit code $?: crier $*"
        failed=$((failed + 1))
    fi
}

mkdir -p build/test
check speak audio-samples/ferry-vote.txt -o "$out" --no-cache --progress=none
check speak audio-samples/harbor-transit.md -o "$out" --progress=none
check speak audio-samples/harbor-transit.md -o "$out" --progress=none
check inspect audio-samples/harbor-transit.md --stage=ledger --json
rm -f "$out"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

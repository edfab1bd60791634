#!/bin/sh
# Sweeps of faults or kills over commands, as sweep.c explains; the last line counts.
#   tests/reliability/sweep.sh BUILD faults|kills|times MOST TABLE [NAME…]
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$PWD/$1 how=$2 most=$3 table=$4
shift 4
input=$(mktemp -d "${TMPDIR:-/tmp}/crier-sweep-input.XXXXXX") || exit 1
trap 'rm -rf "$input"' EXIT
trap 'exit 1' HUP INT TERM
sh tests/reliability/input.sh "$input" || exit 1
log=$input/.log
export TZ=UTC LC_ALL=C.UTF-8
CRIER=$build/bin/crier "$build/tests/reliability/sweep" "$how" "$most" \
    "$build/tests/reliability/fault.so" "tests/reliability/$table" "$input" "$@" >"$log" 2>&1
code=$?
cat "$log"
tail -n 1 "$log" | awk -v code="$code" '
    / runs, .* findings$/ { runs = $2; findings = $4 }
    END { if (code > 1 || !runs) findings = 1
          printf "%d passed, %d failed\n", (runs > findings) ? runs - findings : 0, findings
          exit (findings > 0) }'

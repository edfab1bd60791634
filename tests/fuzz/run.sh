#!/bin/sh
# Fuzz readers, one after the other: what is worth keeping joins build/fuzz/corpus, a
# crash stays as build/fuzz/crash-*. The corpora of the repository are the start.
#   tests/fuzz/run.sh PROGRAM SECONDS [READER…]
set -u
program=$1 seconds=$2
shift 2
[ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
failed=0
for reader; do
    mkdir -p "build/fuzz/corpus/$reader"
    printf '%s, %s seconds\n' "$reader" "$seconds"
    READER=$reader "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
        -max_len=65536 -artifact_prefix="build/fuzz/crash-$reader-" -print_final_stats=0 \
        "build/fuzz/corpus/$reader" "tests/fuzz/corpus/$reader" >"build/fuzz/$reader.log" 2>&1 || {
        failed=$((failed + 1))
        printf '%s: it broke, see build/fuzz/%s.log\n' "$reader" "$reader"
    }
    grep -E '^#[0-9]+.*DONE' "build/fuzz/$reader.log" | tail -n 1
done
printf '%s readers broke\n' "$failed"
[ "$failed" -eq 0 ]

#!/bin/sh
# Fuzz targets, one after the other: what is worth keeping joins build/fuzz/corpus, a
# crash stays as build/fuzz/crash-*. The corpora of the repository are the start.
#   tests/fuzz/run.sh PROGRAM SECONDS [TARGET…]
set -u
program=$1 seconds=$2
shift 2
[ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
failed=0
for target; do
    mkdir -p "build/fuzz/corpus/$target"
    printf '%s, %s seconds\n' "$target" "$seconds"
    TARGET=$target "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
        -max_len=65536 -artifact_prefix="build/fuzz/crash-$target-" -print_final_stats=0 \
        "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" >"build/fuzz/$target.log" 2>&1 || {
        failed=$((failed + 1))
        printf '%s: it broke, see build/fuzz/%s.log\n' "$target" "$target"
    }
    grep -E '^#[0-9]+.*DONE' "build/fuzz/$target.log" | tail -n 1
done
printf '%s targets broke\n' "$failed"
[ "$failed" -eq 0 ]

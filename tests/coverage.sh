#!/bin/sh
# The share of our lines and branches that the last run of a coverage build reached,
# worst first. What runs only in a reader's sealed process does not count: that one may
# not write files.
#   tests/coverage.sh build/coverage
cd "$(dirname "$0")/.." || exit 1
table=$(find "$1/obj/core" "$1/static/plugins" -name '*.gcno' -exec gcov -b -n {} + 2>/dev/null | awk -v quote="'" '
function share(text) { sub(/.*:/, "", text); sub(/%.*/, "", text); return text }
function line_of(lines, reached, branches, taken, what) {
    printf "%6.1f%% of %5d lines  %6.1f%% of %5d branches  %s\n", lines ? 100 * reached / lines : 100, lines,
        branches ? 100 * taken / branches : 100, branches, what
}
function done() {
    if (file !~ /^(core|plugins)\/.*\.c$/ || !lines) return
    line_of(lines, reached, branches, taken, file)
    all_lines += lines; all_reached += reached; all_branches += branches; all_taken += taken
}
/^File / { done(); file = $0; sub(/^File ./, "", file); sub(quote "$", "", file); lines = reached = branches = taken = 0 }
/^Lines executed:/ && !lines { lines = $NF; reached = share($2) * $NF / 100 }
/^Taken at least once:/ { branches = $NF; taken = share($0) * $NF / 100 }
END { done(); if (all_lines) line_of(all_lines, all_reached, all_branches, all_taken, "in all") }')
[ -n "$table" ] || {
    echo 'Nothing was counted.' >&2
    exit 1
}
printf '%s\n' "$table" | grep -v '  in all$' | sort -n
printf '%s\n' "$table" | grep '  in all$'

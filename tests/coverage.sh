#!/bin/sh
# The share of lines that the last run of a coverage build reached, worst first.
#   tests/coverage.sh build/coverage
cd "$(dirname "$0")/.." || exit 1
find "$1/obj/core" "$1/static/plugins" -name '*.gcno' -exec gcov -n {} + 2>/dev/null | awk -v quote="'" '
/^File / { file = $0; sub(/^File ./, "", file); sub(quote "$", "", file) }
/^Lines executed:/ && file ~ /^(core|plugins)\/.*\.c$/ {
    share = $2; sub(/executed:/, "", share); sub(/%/, "", share)
    printf "%6.1f%% of %4d lines  %s\n", share, $4, file
    reached += share * $4 / 100; all += $4
    file = ""
}
END { if (all) printf "%6.1f%% of %4d lines  in all\n", 100 * reached / all, all }' | sort -n

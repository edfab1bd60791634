#!/bin/sh
# The share of our lines and branches that the last run of a coverage build reached, worst
# first. A plugin is compiled twice, for its own file and for the tests: a line counts when it
# ran in either. What runs only in a sealed process does not count: that one may not write files.
#   tests/coverage.sh build/coverage [FILE]: the table, or what of FILE was not reached
cd "$(dirname "$0")/.." || exit 1

# gcov's annotated sources, one after the other.
annotated() {
    find "$1/obj/core" "$1/obj/plugins" "$1/static/plugins" -name '*.gcno' | sort | xargs gcov -b -c -t 2>/dev/null
}

merged() { # FILE or nothing
    awk -v only="$1" '
    / 0:Source:/ { file = $0; sub(/.*0:Source:/, "", file); ours = file ~ /^(core|plugins)\/.*\.c$/ && (only == "" || only == file); next }
    !ours { next }
    /^branch +[0-9]+ / {
        b = file SUBSEP line SUBSEP $2 + 0
        if (!(b in branch)) { branch[b] = 0; branches[file]++ }
        if ($3 == "taken" && $4 + 0 > 0 && !branch[b]) { branch[b] = 1; taken[file]++ }
        next
    }
    /^ *(-|#####|=====|[0-9]+\*?): *[0-9]+:/ {
        split($0, part, ":")
        line = part[2] + 0; count = part[1]; gsub(/[ *]/, "", count)
        if (only != "") { text[line] = $0; sub(/^[^:]*:[^:]*:/, "", text[line]); if (line > last) last = line }
        if (count == "-") next
        l = file SUBSEP line
        if (!(l in ran)) { ran[l] = 0; lines[file]++ }
        if (count + 0 > 0 && !ran[l]) { ran[l] = 1; reached[file]++ }
    }
    function say(lines, reached, branches, taken, what) {
        printf "%6.1f%% of %5d lines  %6.1f%% of %5d branches  %s\n", lines ? 100 * reached / lines : 100, lines,
            branches ? 100 * taken / branches : 100, branches, what
    }
    END {
        if (only != "") {
            for (n = 1; n <= last; n++) {
                all = hit = 0
                for (i = 0; (only SUBSEP n SUBSEP i) in branch; i++) { all++; hit += branch[only, n, i] }
                mark = ((only SUBSEP n) in ran) && !ran[only, n] ? "never" : all > hit ? hit "/" all : ""
                if (mark != "") printf "%-6s %5d %s\n", mark, n, text[n]
            }
            exit
        }
        for (f in lines) {
            say(lines[f], reached[f], branches[f], taken[f], f)
            all_lines += lines[f]; all_reached += reached[f]; all_branches += branches[f]; all_taken += taken[f]
        }
        if (all_lines) say(all_lines, all_reached, all_branches, all_taken, "in all")
    }'
}

[ -z "${2-}" ] || { annotated "$1" | merged "$2"; exit; }
table=$(annotated "$1" | merged '')
[ -n "$table" ] || {
    echo 'Nothing was counted.' >&2
    exit 1
}
printf '%s\n' "$table" | grep -v '  in all$' | sort -n
printf '%s\n' "$table" | grep '  in all$'

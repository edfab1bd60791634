#!/bin/sh
# No function is longer than 70 lines, from its opening to its closing brace.
. "$(dirname "$0")/lib.sh"

check() {
    awk -v limit=70 '
    /^\{/ { start = FNR; next }
    /^\}/ {
        if (start && FNR - start + 1 > limit)
            printf "%s:%d: %s has %d lines, at most %d\n", FILENAME, start, head, FNR - start + 1, limit
        start = 0
    }
    /^[A-Za-z_].*\(/ && !start { head = $0; sub(/\(.*/, "", head); sub(/.*[ *]/, "", head) }
    ' "$1"
}

body() { awk -v n="$1" 'BEGIN { print "static int f(int a)"; print "{"; for (i = 0; i < n; i++) print "    a++;"; print "}" }'; }

must_find "$(body 69)" 'a function of 71 lines'
must_pass "$(body 68)" 'a function of 70 lines'
# shellcheck disable=SC2046 # no blanks in our names
check_all $(sources core include plugins tests)
finish

#!/bin/sh
# No banned function is called (banned.table), no task is left open, and every
# file names its licence in its first line.
. "$(dirname "$0")/lib.sh"

check() {
    awk '
    function plain(line,    out, c, i, n, quote) { # without strings and comments
        out = ""; quote = ""; n = length(line)
        for (i = 1; i <= n; i++) {
            c = substr(line, i, 1)
            if (comment) {
                if (substr(line, i, 2) == "*/") { comment = 0; i++ }
            } else if (quote != "") {
                if (c == "\\") i++
                else if (c == quote) quote = ""
            } else if (substr(line, i, 2) == "/*") { comment = 1; i++ }
            else if (substr(line, i, 2) == "//") break
            else if (c == "\"" || c == "\047") { quote = c; out = out c }
            else out = out c
        }
        return out
    }
    FNR == NR { if (!/^#/ && NF) { name = $1; $1 = ""; instead[name] = $0 } next }
    FNR == 1 && !/SPDX-License-Identifier: GPL-3\.0-or-later/ {
        printf "%s:1: the first line does not name the licence\n", FILENAME
    }
    /(^|[^A-Za-z_])(TODO|FIXME|XXX|HACK)([^A-Za-z_]|$)/ { printf "%s:%d: left open: %s\n", FILENAME, FNR, $0 }
    {
        code = plain($0)
        while (match(code, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
            name = substr(code, RSTART, RLENGTH - 1)
            sub(/[ \t]+$/, "", name)
            if (name in instead)
                printf "%s:%d: %s is banned; use%s\n", FILENAME, FNR, name, instead[name]
            code = substr(code, RSTART + RLENGTH)
        }
    }' tests/lint/banned.table "$1"
}

spdx='/* SPDX-License-Identifier: GPL-3.0-or-later */'
must_find "$spdx
void f(char *a, const char *b) { strcpy(a, b); }" 'a call of strcpy'
must_find "$spdx
int f(const char *b) { return g(1, atoi (b)); }" 'a call inside a call, with a blank'
must_find "$spdx
/* TO""DO later */" 'a task left open'
must_find 'int f(void);' 'a missing licence line'
must_pass "$spdx
/* not strcpy(a, b) */ int my_system(int); const char *s = \"popen(\";" 'comments, strings, longer names'
# shellcheck disable=SC2046 # no blanks in our names
check_all $(sources core include plugins tests)
finish

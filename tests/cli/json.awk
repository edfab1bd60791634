# Is standard input one JSON value, and nothing else? Prints what is wrong.
{ text = text $0 "\n" }
function fail(what) {
    if (!bad) { bad = 1; printf "%s at byte %d: %s\n", what, done, substr(text, 1, 60) }
    return 0
}
function eat(pattern) {
    if (bad || !match(text, "^[ \t\r\n]*(" pattern ")")) return 0
    done += RLENGTH
    token = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    return 1
}
function string() { return eat("\"([^\"\\\\\001-\037]|\\\\[\"\\\\/bfnrtu])*\"") }
function members(closing, keyed) {
    if (eat(closing)) return 1
    do {
        if (keyed && (!string() || !eat(":"))) return fail("a key was expected")
        if (!value()) return 0
    } while (eat(","))
    return eat(closing) ? 1 : fail("no end of a list or object")
}
function value() {
    if (string()) return 1
    if (eat("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) return 1
    if (eat("true|false|null")) return 1
    if (eat("\\{")) return members("\\}", 1)
    if (eat("\\[")) return members("\\]", 0)
    return fail("a value was expected")
}
END {
    value()
    if (!bad && text !~ /^[ \t\r\n]*$/) fail("more after the end")
    exit bad
}

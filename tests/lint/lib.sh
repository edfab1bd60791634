# For the checkers: count findings, and prove that the checker can fail.
# A checker defines check FILE…, which prints one line a finding.

cd "$(dirname "$0")/../.." || exit 1
work=build/lint/$(basename "$0" .sh)
rm -rf "$work"
mkdir -p "$work"
passed=0
failed=0

# The files that are ours, one a line: C sources and headers below the folders given.
sources() {
    find "$@" -name '*.[ch]' 2>/dev/null | sort
}

# check_all FILE…: every file is one test.
check_all() {
    for file; do
        findings=$(check "$file")
        if [ -n "$findings" ]; then
            printf '%s\n' "$findings"
            failed=$((failed + 1))
        else
            passed=$((passed + 1))
        fi
    done
}

# must_find TEXT WHAT: the checker must complain about this text.
# A third argument is the path that the text pretends to have.
must_find() {
    bad=$work/${3:-bad.c}
    mkdir -p "${bad%/*}"
    printf '%s\n' "$1" >"$bad"
    if [ -n "$(check "$bad")" ]; then
        passed=$((passed + 1))
    else
        echo "$(basename "$0") does not see $2"
        failed=$((failed + 1))
    fi
}

# must_pass TEXT WHAT: and must not complain about this one.
must_pass() {
    good=$work/${3:-good.c}
    mkdir -p "${good%/*}"
    printf '%s\n' "$1" >"$good"
    if [ -z "$(check "$good")" ]; then
        passed=$((passed + 1))
    else
        echo "$(basename "$0") wrongly complains about $2"
        failed=$((failed + 1))
    fi
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}

#!/bin/sh
# Sample messages and PDFs, whole and cut off: each must be read, or refused with a reason.
#   tests/bench/readers/papers.sh CRIER FOLDER SUFFIX
set -u
crier=$1
good=0
read=0
all=0
part=$(mktemp) || exit 1
trap 'rm -f "$part"' EXIT

for file in "$2"/*."$3"; do
    size=$(wc -c <"$file")
    for share in 100 90 70 50 30 10 1; do
        head -c $((size * share / 100)) "$file" >"$part"
        cp "$part" "$part.$3"
        why=$("$crier" inspect --stage=blocks "$part.$3" 2>&1 >/dev/null)
        code=$?
        rm -f "$part.$3"
        all=$((all + 1))
        [ "$code" -eq 0 ] && read=$((read + 1))
        case $code:$why in
        0:*) good=$((good + 1)) ;;
        *'broke down'*) echo "$file, $share of 100: $why" ;;
        [1-9]:*) [ -n "$why" ] && good=$((good + 1)) ;;
        esac
    done
done
echo "$3: $good of $all read or refused with a reason, $read of them read"
[ "$all" -gt 0 ] && [ "$good" -eq "$all" ]

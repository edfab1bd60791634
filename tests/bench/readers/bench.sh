#!/bin/sh
# How right the readers are, on the development data beside this project when it is
# there ($SHARED says where else). One line of `part` for each measurement: its name, the
# data it needs, and a command, which prints its figures and fails when a goal is missed.
#   tests/bench/readers/bench.sh BUILD_FOLDER
set -u
cd "$(dirname "$0")/../../.." || exit 1
crier=$PWD/$1/bin/crier
here=tests/bench/readers
data=${SHARED:-../shared}/data
missed=0
measured=0

command -v python3 >/dev/null 2>&1 || {
    echo 'The scorers need python3; nothing was measured.' >&2
    exit 1
}

# part NAME DATA COMMAND…
part() {
    name=$1
    needs=$2
    shift 2
    if [ ! -e "$needs" ]; then
        echo "$name: skipped, its data is not here"
        return
    fi
    echo "$name:"
    measured=$((measured + 1))
    "$@" || missed=$((missed + 1))
}

part markdown "$data/formats/markdown/commonmark-examples.json" \
    python3 $here/markdown.py "$crier" "$data/formats/markdown/commonmark-examples.json"
part feed "$data/formats/feedparser" \
    python3 $here/feed.py "$crier" "$data/formats"
part documents "$data/formats/docx" \
    python3 $here/office.py "$crier" "$data/formats" -v
part html "$data/articles/score.py" \
    python3 $here/html.py "$1" "$data"
part email "$data/formats/eml" \
    sh $here/papers.sh "$crier" "$data/formats/eml" eml
part pdf "$data/formats/pdf" \
    sh $here/papers.sh "$crier" "$data/formats/pdf" pdf

echo
if [ "$missed" -gt 0 ]; then
    echo "$missed of $measured parts missed a goal."
    exit 1
elif [ "$measured" -eq 0 ]; then
    echo 'Nothing was measured.'
else
    echo 'All goals met.'
fi

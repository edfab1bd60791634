#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures for homographs, cross-validated through the whole of `pronounce`: five models, each
# learnt without a fifth of the rows and asked about that fifth.
#   homographs_cross.sh DATA TRAIN BUILD PRONOUNCE
# DATA: folder of the benchmark. TRAIN: the training tool. BUILD: a command that builds the program
# with the model that lies in the tables. PRONOUNCE: a command for `crier filter pronounce`.
set -eu
data=$1 train=$2 build=$3 pronounce=$4
en=core/language/en
examples=tests/bench/language/homograph_examples.tsv
work=$(mktemp -d)
cp $en/homograph_model.tsv "$work/model"
trap 'cp "$work/model" $en/homograph_model.tsv; rm -r "$work"' EXIT

learn() {
    "$train" $en/homographs.tsv "$data/dev.tsv" "$data/wordids.tsv" $examples "$@"
}

learn --folds >"$work/folds"
for fold in 0 1 2 3 4; do
    learn --model without=$fold >$en/homograph_model.tsv
    $build
    awk -F '\t' 'NF == 5 && $3 ~ /^[0-9]/ { print $5 }' "$data/dev.tsv" | $pronounce >"$work/$fold"
done
paste -d '\n' "$work/0" "$work/1" "$work/2" "$work/3" "$work/4" |
    awk 'NR == FNR { fold[FNR] = $1; next }
         FNR % 5 == 1 { row++ }
         (FNR - 1) % 5 == fold[row] { print }' "$work/folds" - >"$work/said"
python3 "$data/score.py" "$data/dev.tsv" "$data/wordids.tsv" ${SCORE_OPTIONS:-} -- cat "$work/said"

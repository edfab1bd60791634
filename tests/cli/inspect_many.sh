#!/bin/sh
# The body and the metadata alone, of one article or of many.
. "$(dirname "$0")/lib.sh"

cat >"$T/rally.md" <<'END'
---
title: Millers rally
author: Ann Lee
date: 2026-11-20
tags: [mills, wages]
---
# Millers rally

*By Ann Lee*

The millers of Port Ellery "walked out" at noon.

## What they want

- a rise
- a rest day

| Town | Votes |
| --- | --- |
| Ayers | 41 |

![The mill](mill.jpg)
END

it 'text is the body, and nothing around it'
run inspect "$T/rally.md" --stage=text
expect_exit 0
expect_silence
printf 'The millers of Port Ellery "walked out" at noon.\n\nWhat they want\n\na rise\n\na rest day\n\nTown\tVotes\n\nAyers\t41\n' >"$T/wanted"
cmp -s "$T/out" "$T/wanted" || complain "$(diff "$T/wanted" "$T/out")"

it 'meta has all its keys, whatever is known'
run inspect "$T/rally.md" --stage=meta
expect_exit 0
awk -f tests/cli/json.awk "$T/out" >"$T/json" || complain "no JSON: $(cat "$T/json")"
expect_out '"title": "Millers rally"' '"Ann Lee"' '"date": "2026-11-20"' '"mills"' '"wages"' '"url": null'
for key in title authors date modified language section tags url description image licence; do
    grep -q "^\"$key\":" "$T/out" || complain "the key $key is missing"
done

it 'many articles, a file each'
cp "$T/rally.md" "$T/other.md"
mkdir "$T/texts"
run inspect --stage=text --out "$T/texts" "$T/rally.md" "$T/other.md"
expect_exit 0
expect_silence
expect_no_out
for name in rally other; do
    cmp -s "$T/texts/$name.txt" "$T/wanted" || complain "$name.txt is not what one article gives"
done
run inspect --stage=meta --out "$T/texts" "$T/rally.md"
expect_exit 0
[ -s "$T/texts/rally.json" ] || complain 'no rally.json'

it 'an article that cannot be read does not keep the others from it'
rm "$T"/texts/*
run inspect --stage=text --out "$T/texts" "$T/rally.md" "$T/none.md" "$T/other.md"
expect_exit 1
expect_one_line none.md
[ -s "$T/texts/rally.txt" ] && [ -s "$T/texts/other.txt" ] || complain 'the others were not made'
[ ! -e "$T/texts/none.txt" ] || complain 'a file was made of nothing'

it 'two articles with one name'
mkdir "$T/more"
cp "$T/rally.md" "$T/more/rally.md"
rm "$T"/texts/*
run inspect --stage=text --out "$T/texts" "$T/rally.md" "$T/more/rally.md"
expect_exit 2
expect_one_line 'rally.txt would be written twice'
[ ! -e "$T/texts/rally.txt" ] || complain 'a file was made'

it 'several articles need a folder'
run inspect --stage=text "$T/rally.md" "$T/other.md"
expect_exit 2
expect_one_line '--out DIR'

it 'a folder that is not there'
run inspect --stage=text --out "$T/nowhere" "$T/rally.md"
expect_exit 4
expect_one_line nowhere

it 'stages that need the language go to standard output only'
run inspect --stage=spoken --out "$T/texts" "$T/rally.md"
expect_exit 2
expect_one_line text meta blocks

finish

#!/bin/sh
# Books: made of an article, the same bytes each time, and read back.
. "$(dirname "$0")/lib.sh"

export SOURCE_DATE_EPOCH=1700000000

# Names and media stand in a zip as they are.
expect_part() { # FILE NAME
    grep -qaF -- "$2" "$1" || complain "$1 has no part $2"
}

expect_no_part() { # FILE NAME
    if grep -qaF -- "$2" "$1"; then complain "$1 has a part $2"; fi
}

it 'a book of one article'
run speak "$SHORT" -o "$T/a.epub"
expect_exit 0
expect_one_line 'a.epub'
expect_part "$T/a.epub" EPUB/audio/ferry-vote.mp3
expect_part "$T/a.epub" EPUB/text/ferry-vote.smil
[ "$(head -c 58 "$T/a.epub" | tail -c 28)" = 'mimetypeapplication/epub+zip' ] || complain 'mimetype does not come first'
[ -z "$(find "$T" -name '*crier-audio*')" ] || complain 'audio of its own is left behind'

it 'the same article is the same book'
run speak "$SHORT" -o "$T/b.epub"
expect_exit 0
expect_same "$T/a.epub" "$T/b.epub"

it 'what a book says is what its article says'
run inspect "$SHORT" --stage=blocks
sed -n 's/^[a-z]*: \(.\{30,\}\)/\1/p' "$T/out" | sort -u >"$T/article"
run inspect "$T/a.epub" --stage=blocks
expect_exit 0
sed -n 's/^[a-z0-9 ]*: \(.\{30,\}\)/\1/p' "$T/out" | sort -u >"$T/book"
[ -s "$T/article" ] || complain 'the article has no text'
[ -z "$(comm -23 "$T/article" "$T/book")" ] || complain "missing: $(comm -23 "$T/article" "$T/book" | head -n 3)"

it 'the audio that is asked for'
run speak "$SHORT" -o "$T/c.epub" --set epub.audio=opus
expect_exit 0
expect_part "$T/c.epub" EPUB/audio/ferry-vote.opus
expect_no_part "$T/c.epub" EPUB/audio/ferry-vote.mp3

it 'audio that no book can have'
run speak "$SHORT" -o "$T/d.epub" --set epub.audio=wav
expect_exit 2
expect_one_line 'it must be mp3 or opus'
expect_no_file "$T/d.epub"

it 'a claim without a name'
run speak "$SHORT" -o "$T/d.epub" --set epub.certified-by=
expect_exit 2
expect_one_line 'who vouches'
expect_no_file "$T/d.epub"

finish

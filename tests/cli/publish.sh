#!/bin/sh
# Editions as a newsroom publishes them: from nothing, again, corrected, killed, damaged.
. "$(dirname "$0")/lib.sh"

export SOURCE_DATE_EPOCH=1795435200 # 2026-11-23 12:00 UTC
mkdir "$T/news"
cp audio-samples/ferry-vote.txt audio-samples/nurses-contract.txt audio-samples/harbor-transit.md "$T/news/"
cat >"$T/edition.ini" <<'END'
[edition]
title = Local <9> & friends
language = en-US
publisher = Local 9
base-url = https://audio.example.org/local9/
date = 2026-11-23
[sources]
files = news/*.txt; news/*.md
[section Commuting]
keywords = bus, ferry, riders
[section Other]
rest = yes
[voice]
rate = 175
[outputs]
wanted = podcast, web, epub, daisy202, stick
[programme]
profile = plain, podcast
END

publish() { # OPTION…
    run publish "$T/edition.ini" --out "$T/pub" "$@"
}

# Everything that is published, by content; what is ours alone does not count.
state() { # FOLDER
    (cd "$1" && find . -type f ! -path './.crier/*' ! -name '.*.crier-made' | LC_ALL=C sort | while read -r file; do
        printf '%s %s\n' "$(cksum <"$file")" "$file"
    done)
}

it 'an edition from nothing'
publish --quiet
expect_exit 0
expect_silence
for name in feed.xml web/index.html edition.epub daisy202/ncc.html stick/README.txt; do expect_file "$T/pub/$name"; done
[ "$(ls "$T/pub/media"/*.mp3 | wc -l)" -eq 4 ] || complain "not three articles and the front page: $(ls "$T/pub/media")"
state "$T/pub" >"$T/first"

it 'the feed names what is there, as long as it is'
grep -o 'url="[^"]*" length="[0-9]*"' "$T/pub/feed.xml" | sed 's/url="//; s/" length="/ /; s/"$//' >"$T/enclosures"
[ "$(wc -l <"$T/enclosures")" -eq 4 ] || complain 'not four episodes'
while read -r url length; do
    file=$T/pub/${url#https://audio.example.org/local9/}
    [ -f "$file" ] && [ "$(wc -c <"$file")" -eq "$length" ] || complain "$url is not $length bytes"
done <"$T/enclosures"
grep -qF '<title>Local &lt;9&gt; &amp; friends</title>' "$T/pub/feed.xml" || complain 'the title is not escaped'
[ "$(grep -c '<guid isPermaLink="false">' "$T/pub/feed.xml")" -eq 4 ] || complain 'not four guids'
[ "$(grep '<guid' "$T/pub/feed.xml" | sort -u | wc -l)" -eq 4 ] || complain 'guids repeat'

it 'the site has a page for each article, and every link leads somewhere'
[ "$(ls "$T/pub/web/article" | wc -l)" -eq 4 ] || complain "pages: $(ls "$T/pub/web/article")"
grep -qF '<h1>Local &lt;9&gt; &amp; friends</h1>' "$T/pub/web/index.html" || complain 'the title is not escaped'
for page in "$T"/pub/web/index.html "$T"/pub/web/article/*.html; do
    grep -o '\(href\|src\)="[^"#]*"' "$page" | sed 's/^[a-z]*="//; s/"$//' | grep -v '^https\{0,1\}:' | while read -r link; do
        [ -f "$(dirname "$page")/$link" ] || echo "$(basename "$page"): $link"
    done
done >"$T/dead"
[ ! -s "$T/dead" ] || complain "dead links: $(head -n 3 "$T/dead")"
! grep -rq '<script[^>]*>[^<]' "$T/pub/web" || complain 'there is a script in a page'
! grep -rqE ' style=| on[a-z]+=' "$T"/pub/web/index.html "$T"/pub/web/article || complain 'there are styles or handlers in a page'

it 'pages speak the language of what they hold'
mkdir "$T/lenguas"
printf -- '---\nlang: es\n---\n# El barco vuelve\n\nEl barco vuelve al puerto.\n' >"$T/lenguas/es.md"
printf -- '---\nlang: fr\n---\n# Le bateau revient\n\nLe bateau revient au port.\n' >"$T/lenguas/fr.md"
sed 's|^files = .*|files = lenguas/*.md|; s/^wanted = .*/wanted = web/; s/^language = .*/language = es/' "$T/edition.ini" >"$T/es.ini"
run publish "$T/es.ini" --out "$T/es" --quiet
expect_exit 0
grep -qF '<html lang="es">' "$T/es/web/index.html" || complain 'the index is not in Spanish'
grep -qF 'Leído por una voz de ordenador.' "$T/es/web/index.html" || complain 'the index does not speak Spanish'
grep -qF 'lang="fr">Le bateau revient</a>' "$T/es/web/index.html" || complain 'a French headline has no language'
grep -qF '>Frase siguiente</button>' "$T"/es/web/article/el-barco-*.html || complain 'the player does not speak Spanish'
grep -qF '<footer lang="en">' "$T"/es/web/article/le-bateau-*.html || complain 'English words on a French page have no language'

it 'hostile words stay words'
mkdir "$T/bad"
cat >"$T/bad/a.md" <<'END'
---
title: "<script>alert(1)</script> & \"quoted\" ]]> --> ‮evil‬ 🎉"
---

# <script>alert(1)</script> & "quoted" ]]> 🎉

Text with <b>markup</b>, a ]]> end and `code <x onload=1>` and ../../etc/passwd.
END
sed 's|^files = .*|files = bad/*.md|' "$T/edition.ini" >"$T/bad.ini"
run publish "$T/bad.ini" --out "$T/badpub" --quiet
expect_exit 0
! grep -rqF '<script>alert' "$T/badpub" --include='*.html' --include='*.xml' --include='*.smil' || complain 'markup of a title is markup of ours'
if command -v xmllint >/dev/null 2>&1; then
    xmllint --noout "$T/badpub/feed.xml" 2>"$T/err" || complain 'the feed is not well-formed'
    for file in "$T"/badpub/daisy202/*.smil; do xmllint --noout --nonet "$file" 2>>"$T/err" || complain "$file is not well-formed"; done
fi

it 'our own checks find nothing'
run verify "$T/pub"
expect_exit 0
expect_out '0 findings'

it 'and find what somebody broke'
cp -a "$T/pub" "$T/broken"
sed -i 's/length="[0-9]*"/length="7"/' "$T/broken/feed.xml"
run verify "$T/broken"
expect_exit 1
expect_out 'feed.xml'
rm -rf "$T/broken"

it 'nothing changed: nothing is made'
publish
expect_exit 0
expect_err '0 of them made now, 0 outputs written'
state "$T/pub" >"$T/second"
expect_same "$T/first" "$T/second"

it 'somewhere else, the same bytes'
run publish "$T/edition.ini" --out "$T/other" --quiet --jobs 1 --no-cache
expect_exit 0
state "$T/other" >"$T/second"
expect_same "$T/first" "$T/second"

it 'one article is corrected: one is made, guids stay'
grep '<guid' "$T/pub/feed.xml" | sort >"$T/guids"
sed -i 's/on Tuesday/on Wednesday/' "$T/news/ferry-vote.txt"
publish
expect_exit 0
expect_err '1 of them made now, 5 outputs written'
grep '<guid' "$T/pub/feed.xml" | sort >"$T/guids2"
expect_same "$T/guids" "$T/guids2"
grep -qF 'on Wednesday' "$T/pub/feed.xml" || complain 'the feed has the old words'
state "$T/pub" >"$T/first"

it 'killed at any moment, the next run ends with the same bytes'
sed -i 's/on Wednesday/on Thursday/' "$T/news/ferry-vote.txt"
sed -i 's/nurses/Nurses/' "$T/news/nurses-contract.txt"
run publish "$T/edition.ini" --out "$T/whole" --quiet
expect_exit 0
state "$T/whole" >"$T/wanted"
for delay in 0.02 0.1 0.2 0.35 0.5 0.8 1.2; do
    "$CRIER" publish "$T/edition.ini" --out "$T/killed" --quiet --no-cache >/dev/null 2>&1 &
    victim=$!
    sleep "$delay"
    kill -9 "$victim" 2>/dev/null
    wait "$victim" 2>/dev/null
done
run publish "$T/edition.ini" --out "$T/killed" --quiet
expect_exit 0
state "$T/killed" >"$T/got"
expect_same "$T/wanted" "$T/got"
[ -z "$(ls -A "$T/killed/.crier/making")" ] || complain "left behind: $(ls "$T/killed/.crier/making")"

it 'a damaged catalogue is made again, and nothing published is lost'
publish --quiet
state "$T/pub" >"$T/first"
grep '<guid' "$T/pub/feed.xml" | sort >"$T/guids"
printf 'this is no catalogue' >"$T/pub/.crier/catalogue.sqlite"
publish
expect_exit 0
expect_err 'the catalogue was damaged' '0 of them made now'
grep '<guid' "$T/pub/feed.xml" | sort >"$T/guids2"
expect_same "$T/guids" "$T/guids2"
expect_file "$T/pub/.crier/catalogue.sqlite.damaged"

it 'withdrawn: headline and reason stay, its words and its audio go'
cp -a "$T/pub" "$T/gone"
cp "$T/edition.ini" "$T/gone.ini"
cat >>"$T/gone.ini" <<'END'
[article news/nurses-contract.txt]
withdrawn = A figure in it <was> wrong.
[article news/ferry-vote.txt]
correction = An earlier version gave the wrong day.
END
old=$(cd "$T/gone" && ls media/nurses-*.mp3)
run publish "$T/gone.ini" --out "$T/gone"
expect_exit 0
expect_no_file "$T/gone/$old"
page=$(ls "$T"/gone/web/article/nurses-*.html)
grep -qF 'This article has been withdrawn.' "$page" || complain 'the page does not say so'
grep -qF 'A figure in it &lt;was&gt; wrong.' "$page" || complain 'the page does not say why'
! grep -qF 'safe-staffing pledge would' "$page" || complain 'the page still has its words'
grep '<guid' "$T/gone/feed.xml" | sort >"$T/guids"
expect_same "$T/guids2" "$T/guids"
! grep -q 'Nurses' "$T"/gone/web/article/local-9-friends-*.html || complain 'the front page still has its headline'

it 'corrected: the correction is the first that is heard'
captions=$(grep -l '^Correction:' "$T"/gone/media/ferry-*.vtt)
[ -n "$captions" ] && [ "$(grep -A 2 '^1$' "$captions" | grep -c '^Correction:')" -eq 1 ] || complain "not first: $captions"
grep -qF '<meta name="ncc:revision" content="' "$T/gone/daisy202/ncc.html" || complain 'the book has no revision'

it 'and what was withdrawn can come back'
run publish "$T/edition.ini" --out "$T/gone" --quiet
expect_exit 0
! grep -rqF 'has been withdrawn' "$T/gone/web" "$T/gone/feed.xml" || complain 'it is still withdrawn'

it 'what was never published leaves no stone'
run publish "$T/gone.ini" --out "$T/fresh" --quiet
expect_exit 0
! grep -rqF 'has been withdrawn' "$T/fresh/web" || complain 'a stone stands for what nobody heard'

it 'episodes of sections and of the whole edition'
sed 's/^\[programme\]/[episodes]\nper = edition, section\n[programme]/; s/^wanted = .*/wanted = podcast/' "$T/edition.ini" >"$T/episodes.ini"
run publish "$T/episodes.ini" --out "$T/episodes" --quiet
expect_exit 0
grep -o '<title>[^<]*' "$T/episodes/feed.xml" | sed '1d; s/<title>//' >"$T/got"
cat >"$T/wanted" <<'END'
Local &lt;9&gt; &amp; friends, Monday, November 23, 2026
Local &lt;9&gt; &amp; friends, Commuting, Monday, November 23, 2026
Local &lt;9&gt; &amp; friends, Other, Monday, November 23, 2026
END
expect_same "$T/wanted" "$T/got"
for words in 'keep their boats public' 'Nurses at three' '10 minutes'; do
    grep -qF "$words" "$T"/episodes/media/local-9-friends-monday-*.chapters.json || complain "no chapter: $words"
done
run verify "$T/episodes"
expect_exit 0

it 'the cover: among the media, and named by the feed'
printf '\377\330\377\300\000\013\010\005\170\005\170\003 no more than a beginning' >"$T/cover.jpg"
sed 's|^language = .*|&\ncover = cover.jpg|; s/^wanted = .*/wanted = podcast/' "$T/edition.ini" >"$T/cover.ini"
run publish "$T/cover.ini" --out "$T/covered" --quiet
expect_exit 0
cmp -s "$T/cover.jpg" "$T"/covered/media/cover-*.jpg || complain 'not the cover'
grep -qF "<itunes:image href=\"https://audio.example.org/local9/media/$(cd "$T/covered/media" && ls cover-*)\"" "$T/covered/feed.xml" || complain 'the feed does not name it'
state "$T/covered" >"$T/before"
while IFS='|' read -r bytes words; do
    printf "$bytes" >"$T/cover.jpg"
    run publish "$T/cover.ini" --out "$T/covered" --quiet
    expect_exit 3
    expect_one_line "$T/cover.jpg" "$words"
done <<'END'
GIF89a|neither JPEG nor PNG
\377\330\377\300\000\013\010\003\040\002\130\003|600 by 800 pixels
\377\330\377\300\000\013\010\005\170\005\170\004|colours of print
END
rm "$T/cover.jpg"
run publish "$T/cover.ini" --out "$T/covered" --quiet
expect_exit 3
expect_one_line 'cannot read the cover'
state "$T/covered" >"$T/after"
expect_same "$T/before" "$T/after"

it 'a source is gone: what it held before is kept'
mkdir "$T/feeds"
cat >"$T/feeds/f.xml" <<'END'
<rss version="2.0"><channel><title>Wire</title>
<item><title>One thing</title><guid>one</guid><description>The first thing happened.</description></item>
<item><title>One thing</title><guid>two</guid><description>The second thing happened.</description></item>
</channel></rss>
END
sed 's|^files = .*|feeds = feeds/f.xml|; s/^wanted = .*/wanted = podcast/' "$T/edition.ini" >"$T/wire.ini"
run publish "$T/wire.ini" --out "$T/wire" --quiet
expect_exit 0
[ "$(grep -c '<title>One thing</title>' "$T/wire/feed.xml")" -eq 2 ] || complain 'two articles of one title are not two episodes'
mv "$T/feeds/f.xml" "$T/feeds/gone.xml"
run publish "$T/wire.ini" --out "$T/wire"
expect_exit 1
expect_err 'what it held before is kept'
[ "$(grep -c '<title>One thing</title>' "$T/wire/feed.xml")" -eq 2 ] || complain 'articles were lost'

it 'the folder of another edition'
sed 's/^title = .*/title = Local 10/' "$T/edition.ini" >"$T/ten.ini"
run publish "$T/ten.ini" --out "$T/pub"
expect_exit 4
expect_one_line 'belongs to another edition'

it 'two runs at once: the second says so'
mkdir "$T/locked"
run publish "$T/edition.ini" --out "$T/locked" --quiet
exec 9>"$T/locked/.crier/lock"
flock 9
run publish "$T/edition.ini" --out "$T/locked"
expect_exit 4
expect_one_line 'another run is publishing'
exec 9>&-

it 'one article cannot be read: the others are published'
printf '\377\376\000garbage' >"$T/news/bad.txt"
: >"$T/news/empty.md"
publish
expect_exit 1
expect_err 'left out' 'partly done'
rm "$T/news/bad.txt" "$T/news/empty.md"

it 'a folder of everything: what is no article is passed over'
mkdir -p "$T/all/deep" "$T/all/older/.crier"
cp audio-samples/ferry-vote.txt "$T/all/"
cp audio-samples/nurses-contract.txt "$T/all/deep/"
cp audio-samples/harbor-transit.md "$T/all/older/"
printf 'picture' >"$T/all/deep/photo.jpg"
printf 'hidden' >"$T/all/.hidden.txt"
printf 'zeta\tZAY tah\n' >"$T/all/names.tsv"
ln -s /etc/hostname "$T/all/link.txt"
sed 's|^files = .*|folders = .|; s/^wanted = .*/wanted = podcast/; s|^rate = .*|&\nlexicons = names.tsv|' \
    "$T/edition.ini" >"$T/all/edition.ini"
for again in first second; do # the second time there is also what the first one made
    (cd "$T/all" && "$CRIER" publish edition.ini --quiet >"$T/out" 2>"$T/err" </dev/null)
    code=$?
    expect_exit 0
    expect_silence
    [ "$(grep -c '<item>' "$T/all/published/feed.xml")" -eq 3 ] || complain "$again: not two articles and the front page"
done

it 'a folder that is gone: what it held is kept'
sed "s|^folders = .*|folders = $T/all/deep|" "$T/all/edition.ini" >"$T/deep.ini"
cp "$T/all/names.tsv" "$T/"
run publish "$T/deep.ini" --out "$T/kept" --quiet
expect_exit 0
state "$T/kept" >"$T/before"
mv "$T/all/deep" "$T/all/away"
run publish "$T/deep.ini" --out "$T/kept" --quiet
expect_exit 1
expect_err 'there is no such folder' 'what it held before is kept'
state "$T/kept" >"$T/after"
expect_same "$T/before" "$T/after"

it 'a clock that went back: guids, and the order of the feed, stay'
sed 's/^wanted = .*/wanted = podcast/' "$T/edition.ini" >"$T/clock.ini"
run publish "$T/clock.ini" --out "$T/clock" --quiet
grep -o '<guid[^<]*<' "$T/clock/feed.xml" >"$T/before"
printf '\nThe ferry sails again.\n' >>"$T/news/ferry-vote.txt"
SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH - 864000)) run publish "$T/clock.ini" --out "$T/clock" --quiet
expect_exit 0
grep -o '<guid[^<]*<' "$T/clock/feed.xml" >"$T/after"
expect_same "$T/before" "$T/after"
run verify "$T/clock"
expect_exit 0

it 'no article at all'
sed 's|^files = .*|files = none/*.txt|' "$T/edition.ini" >"$T/none.ini"
run publish "$T/none.ini" --out "$T/none"
expect_exit 3
expect_err 'there is no article to publish'
expect_no_file "$T/none/feed.xml"

it 'edition files that are wrong'
run publish "$T/missing.ini"
expect_exit 3
expect_one_line 'missing.ini'
sed 's/^wanted = .*/wanted = hologram/' "$T/edition.ini" >"$T/wrong.ini"
run publish "$T/wrong.ini" --out "$T/none"
expect_exit 2
expect_err 'hologram'
run publish
expect_exit 2
expect_one_line 'crier publish --init'

it 'a first edition to start from'
mkdir "$T/start"
(cd "$T/start" && "$CRIER" publish --init >"$T/out.log" 2>"$T/err")
code=$?
expect_exit 0
expect_file "$T/start/edition.ini"
sed -i 's/^wanted = .*/wanted = podcast, epub/' "$T/start/edition.ini"
(cd "$T/start" && "$CRIER" publish edition.ini --quiet >"$T/out.log" 2>"$T/err")
code=$?
expect_exit 0
expect_file "$T/start/published/feed.xml"
(cd "$T/start" && "$CRIER" publish --init >"$T/out.log" 2>"$T/err")
code=$?
expect_exit 4
expect_one_line 'edition.ini'

finish

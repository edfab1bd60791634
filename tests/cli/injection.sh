#!/bin/sh
# What strangers write is text everywhere: in titles, names, tags, ids and file names stands what
# would be an order to whoever reads the outputs. None of it may be obeyed, or get out of its place.
. "$(dirname "$0")/lib.sh"

export SOURCE_DATE_EPOCH=1795435200

# A name, and the text as printf writes it. Each wants to become an element zqelem, an attribute
# zqattr, a header X-Zq, a file zqfile, a cue or an order of its own.
cat >"$T/texts" <<'END'
element	<zqelem>x</zqelem>
entity	&lt;zqelem&gt; &#60;zqelem&#62; &zqent;
attribute	x" zqattr="1" onclick="zq()
apostrophe	x\047 zqattr=\0471\047 onerror=\047zq()
cdata	]]><zqelem/><![CDATA[
comment	--><zqelem/><!-- -- >
instruction	?><zqelem/><?php zq(); ?>
script	</script></style></title></textarea><zqelem>
template	{{zq}} ${zq} <%%= zq %%> #{zq}
cue	x --> 00:00:01.000 --> 99:00:00.000 line:0
shell	$(touch zqfile) `touch zqfile` ; touch zqfile | touch zqfile && touch zqfile
quotes	"; touch zqfile; " \047; touch zqfile; \047
parent	../../../../zqfile
root	/zqfile
dash	--output=zqfile -rf *
dialplan	${SHELL(touch zqfile)},n,System(touch zqfile)
asterisk	_X.,1,System(touch zqfile)
sip	"x" <sip:zq@zq.example>;zqattr=1
json	x","zqattr":"1
url	javascript:zqelem() data:text/html,<zqelem>
percent	%%00%%0d%%0aX-Zq: 1 %%s%%n
overrides	a\342\200\256zq\342\200\254 \342\201\246zq\342\201\251
long	zqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqzqz
END

# As a double-quoted string of YAML.
yaml() {
    printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$/"/'
}

xml() {
    printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'
}

mkdir "$T/news" "$T/run"
while IFS="	" read -r name format; do
    # shellcheck disable=SC2059 # the table is ours
    text=$(printf -- "$format")
    {
        printf -- '---\ntitle: %s\nauthor: %s\nid: %s\nsummary: %s\nsection: %s\ntags: [%s]\n---\n' \
            "$(yaml "$text")" "$(yaml "$text")" "$(yaml "$text")" "$(yaml "$text")" "$(yaml "$text")" "$(yaml "$text")"
        printf '# %s\n\nThe bakers of %s wrote this.\n\n![%s](%s)\n' "$text" "$text" "$text" "$name.png"
    } >"$T/news/$name.md"
    printf '<item><title>%s\r\nX-Zq: 1</title><guid>%s</guid><link>https://zq.example/?%s</link><author>%s</author><category>%s</category><description>%s</description></item>\n' \
        "$(xml "$text")" "$(xml "$text")" "$(xml "$text")" "$(xml "$text")" "$(xml "$text")" "$(xml "$(xml "$text")")"
done <"$T/texts" >"$T/items"
{
    printf '<?xml version="1.0"?><rss version="2.0"><channel><title>&lt;zqelem&gt;</title><link>https://zq.example/</link>\n'
    cat "$T/items"
    printf '</channel></rss>\n'
} >"$T/feed.xml"
cat >"$T/edition.ini" <<'END'
[edition]
title = "><zqelem zqattr="1"> ]]> --> $(touch zqfile)
author = <zqelem> & "zq"
publisher = ../../zqfile
description = </description><zqelem/>
authority = </p><zqelem>
language = en-US
base-url = https://audio.example.org/zq/
date = 2026-11-23
[sources]
files = news/*.md
feeds = feed.xml
[section <zqelem> & "x" --> zq]
rest = yes
[voice]
rate = 300
[outputs]
wanted = podcast, web, epub, daisy202, stick
[programme]
profile = plain, podcast
END
cd "$T/run" || exit 1

it 'an edition of nothing else is made'
LIMIT=300
run publish "$T/edition.ini" --out "$T/pub" --quiet
expect_exit 0
[ "$(ls "$T/pub/web/article" | wc -l)" -ge 40 ] || complain "only $(ls "$T/pub/web/article" | wc -l) pages"

it 'and for the telephone, and for other telephone systems'
run line --render "$T/edition.ini" --out "$T/pub" --quiet
expect_exit 0
run line --export "$T/menus" "$T/pub"
expect_exit 0

# The book is looked into where that can be done; `crier verify` does so anywhere.
mkdir "$T/opened"
! command -v unzip >/dev/null || unzip -q "$T/pub/edition.epub" -d "$T/opened" 2>/dev/null

# Everything in which markup would be obeyed.
marked() {
    find "$T/pub" "$T/menus" "$T/opened" -type f \( -name '*.html' -o -name '*.xhtml' -o -name '*.xml' -o \
        -name '*.smil' -o -name '*.opf' -o -name '*.ncx' -o -name '*.svg' -o -name '*.vxml' -o -name '*.vtt' \)
}

it 'there is something to look at'
[ "$(marked | wc -l)" -gt 100 ] || complain "only $(marked | wc -l) files"
marked | xargs grep -lF zqelem | grep -q . || complain 'the texts are nowhere'

it 'no text is an element, an attribute, an entity or an instruction'
marked | xargs grep -lE '<zqelem|</zqelem|&zqent;|<\?php|<!\[CDATA\[' >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "elements of others in: $(head -n 3 "$T/leaks")"
marked | xargs grep -nE "<[a-z][^<>]*=\"[^\"<>]*\" *(zqattr|onclick|onerror)=" >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "attributes of others: $(head -n 2 "$T/leaks" | cut -c 1-300)"
marked | xargs grep -niE '(href|src)="(javascript|data):' >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "addresses that do something: $(head -n 2 "$T/leaks" | cut -c 1-300)"

it 'every publication is as its format wants it'
run verify "$T/pub"
expect_exit 0
if command -v xmllint >/dev/null; then
    marked | grep -vE '\.(vtt|html)$' | xargs xmllint --noout --nonet 2>"$T/leaks" || complain "$(head -n 3 "$T/leaks")"
fi

it 'JSON holds the texts as texts'
find "$T/pub" "$T/menus" -name '*.json' >"$T/jsons"
[ -s "$T/jsons" ] || complain 'there is no JSON'
xargs grep -lE '"zqattr" *:' <"$T/jsons" >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "keys of others in: $(head -n 3 "$T/leaks")"

it 'captions have no cues but ours'
find "$T/pub" -name '*.vtt' -exec grep -hE -- '-->' {} + | grep -vE '^([0-9]{2}:)?[0-9]{2}:[0-9]{2}\.[0-9]{3} --> ([0-9]{2}:)?[0-9]{2}:[0-9]{2}\.[0-9]{3}( |$)' >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "arrows: $(head -n 2 "$T/leaks")"

it 'no line of ours begins with a header of others'
# A caption may be broken before any word.
grep -rlE '^X-Zq:' "$T/pub" "$T/menus" | grep -vE '\.vtt$|/\.crier/' >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "headers in: $(head -n 3 "$T/leaks")"

# VoiceXML has titles as text between its elements, where nothing is worked out.
it 'plans for telephone systems hold no order of others'
find "$T/menus" -type f \( -name '*.conf' -o -name '*.xml' \) >"$T/plans"
[ -s "$T/plans" ] || complain 'there are no plans'
xargs grep -lE 'System\(|SHELL\(|\$\(touch|`touch|_X\.,1' <"$T/plans" >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "orders in: $(head -n 3 "$T/leaks")"

it 'nothing was run, and nothing lies where it does not belong'
find "$T" -name zqfile ! -path "$T/news/*" >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "there is: $(cat "$T/leaks")"
[ ! -e /zqfile ] || complain 'there is /zqfile'
expect_empty_folder "$T/run"

it 'names of files are plain'
(cd "$T/pub" && find . -path ./.crier -prune -o -path ./stick/MP3 -prune -o -print | LC_ALL=C grep -vE '^[A-Za-z0-9._/-]+$') >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "names: $(head -n 3 "$T/leaks")"
# On a stick they are read by people: marks that every file system takes, and no shell.
(cd "$T/pub/stick/MP3" && find . -mindepth 1 | sed 's|^\./||' | LC_ALL=C grep -E '[^ -~]|[<>:"/\\|?*$`]') >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "names: $(head -n 3 "$T/leaks")"
(cd "$T/pub" && find . -name '-*' -o -name '..?*') >"$T/leaks"
[ ! -s "$T/leaks" ] || complain "names: $(head -n 3 "$T/leaks")"

# Of a terminal: no controls but the ends of lines, and nothing that turns what is read around.
expect_plain_words() {
    for file in "$T/out" "$T/err"; do
        LC_ALL=C tr -d '\n' <"$file" | LC_ALL=C grep -q "[$(printf '\001-\037\177')]" &&
            complain "controls in what is said: $(head -c 200 "$file" | od -c | head -n 3)"
        LC_ALL=C grep -qE "$(printf '\342\200[\252-\256]|\342\201[\246-\251]|\302[\200-\237]')" "$file" &&
            complain "directions in what is said: $(head -c 200 "$file")"
    done
}

it 'messages show names of files as they are, and obey nothing in them'
for format in 'a\033[2Jb.txt' 'a\rb.txt' 'a\nb.txt' 'a\342\200\256gpj.txt' 'a\342\201\246b.txt' 'a\302\233b.txt' 'a\007b.txt'; do
    # shellcheck disable=SC2059
    file=$T/$(printf "$format")
    printf 'A headline\n\nSome words.\n' >"$file"
    run speak "$file" -o "$T/named.wav"
    expect_exit 0
    expect_plain_words
    run speak "$file.gone" -o "$T/named.wav"
    expect_exit 3
    expect_plain_words
    run speak "$ROOT/$SHORT" -o "$file/x.wav"
    expect_exit 4
    expect_plain_words
    run verify "$file.gone"
    expect_exit 3
    expect_plain_words
    run "$file"
    expect_exit 2
    expect_plain_words
done

it 'a name that begins with a dash is a name'
printf 'A headline\n\nSome words.\n' >"$T/run/-rf.txt"
run speak ./-rf.txt -o ./-o.wav
expect_exit 0
expect_file "$T/run/-o.wav"
rm -f "$T/run/-rf.txt" "$T/run/-o.wav"

finish

#!/bin/sh
# Feeds, news of agencies and SSML on the command line: read by readers that are confined.
. "$(dirname "$0")/lib.sh"

hears() {
    for line; do
        grep -qxF -- "$line" "$T/out" || complain "not heard: $line"
    done
}

hears_not() {
    ! grep -qxF -- "$1" "$T/out" || complain "heard: $1"
}

cat >"$T/local.xml" <<'EOF'
<rss version="2.0"><channel><title>Local 9</title>
<item><title>Bakers win</title><guid isPermaLink="false">one</guid>
<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate>
<description>&lt;p&gt;They &lt;b&gt;won&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Drivers meet</title><guid isPermaLink="false">two</guid>
<pubDate>Sat, 21 Nov 2026 09:00:00 GMT</pubDate><description>At noon.</description></item>
</channel></rss>
EOF

it 'a feed is read entry by entry, its HTML as HTML'
run inspect "$T/local.xml" --stage=blocks
expect_exit 0
hears 'headline: Local 9'
hears 'heading 1: Bakers win'
hears 'paragraph: They won.'
hears 'heading 1: Drivers meet'

it 'one entry by its number is an article'
run inspect "$T/local.xml" --stage=blocks --entry 2
expect_exit 0
hears 'headline: Drivers meet'

it 'one entry by its id'
run inspect "$T/local.xml" --stage=blocks --entry one
expect_exit 0
hears 'headline: Bakers win'

it 'an entry that is not there'
run inspect "$T/local.xml" --stage=blocks --entry 3
expect_exit 3
expect_one_line 'local.xml' 'no entry is number 3'

it 'entries of a day or later, and so many'
run inspect "$T/local.xml" --stage=blocks --since 2026-11-21
hears 'heading 1: Drivers meet'
hears_not 'heading 1: Bakers win'
run inspect "$T/local.xml" --stage=blocks --limit 1
hears 'heading 1: Bakers win'
hears_not 'heading 1: Drivers meet'

it 'an option that the article has no use for is told'
echo 'Bread and roses.' >"$T/plain.txt"
run inspect "$T/plain.txt" --stage=blocks --entry 2
expect_exit 0
hears 'warning: the option --entry means nothing to this kind of article'

it 'an entity of another file is not opened'
cat >"$T/thief.ssml" <<'EOF'
<!DOCTYPE speak [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis">Bread &f; roses.</speak>
EOF
run inspect "$T/thief.ssml" --stage=blocks
expect_exit 3
expect_one_line 'thief.ssml' 'an entity'

it 'news of an agency'
echo '<nitf><body><body.head><hedline><hl1>Bakers win</hl1></hedline></body.head>
<body.content><p>They won.</p></body.content></body></nitf>' >"$T/story.xml"
run inspect "$T/story.xml" --stage=blocks
expect_exit 0
hears 'headline: Bakers win'
hears 'paragraph: They won.'

finish

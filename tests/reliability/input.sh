#!/bin/sh
# What the commands of the sweeps read, into a folder: short, as each is read a thousand times.
#   tests/reliability/input.sh FOLDER
set -eu
mkdir -p "$1/news"
cd "$1"
printf 'Ferry crews vote\n\nCrews of the Harbor Line voted 212 to 9 on Monday. Service goes on.\n' >ferry.txt
printf -- '---\nauthor: Ana Ruiz\ndate: 2026-11-20\n---\n# Bus lanes open\n\nTwo lanes open on Pier Street.\n\n## What changes\n\nRoute 12 takes 18 minutes.\n' >bus.md
cat >page.html <<'END'
<!DOCTYPE html><html lang="en"><head><title>Rents fall in Millbrook</title></head><body><nav>Home</nav>
<article><h1>Rents fall in Millbrook</h1><p>By Tom Abara</p><p>Rents in Millbrook fell by 3.5% in October, the tenants&#8217; council says.</p>
<p>It counted 1,240 flats. The landlords&#8217; league counts others.</p></article></body></html>
END
printf 'From: press@local9.example\nTo: all@local9.example\nSubject: Strike fund grows\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nThe fund holds $48,000. Thank you.\n' >letter.eml
cat >feed.xml <<'END'
<?xml version="1.0"?><rss version="2.0"><channel><title>Local 9</title><link>https://local9.example/</link>
<item><title>Picnic on Sunday</title><guid>p1</guid><description>&lt;p&gt;Bring soup to Dock 4.&lt;/p&gt;</description></item>
</channel></rss>
END
cp ferry.txt bus.md page.html news/
cat >edition.ini <<'END'
[edition]
title = Local 9 News
language = en-US
publisher = Local 9
base-url = https://audio.example.org/local9/
date = 2026-11-23
[sources]
files = news/*.txt; news/*.md; news/*.html
[section News]
rest = yes
[voice]
rate = 200
[outputs]
wanted = podcast, web, epub, daisy202, stick
[programme]
profile = plain, podcast
END
mkdir later texts out
cp ferry.txt bus.md page.html later/
printf 'Ferry crews vote\n\nCrews of the Harbor Line voted 213 to 9 on Monday. Service goes on.\n' >later/ferry.txt
sed 's|news/|later/|g' edition.ini >later.ini
# Fifty articles, for the batches that are killed.
mkdir fifty made
n=0
while [ $n -lt 50 ]; do
    n=$((n + 1))
    printf 'Ward %d counts its ballots\n\nWard %d counted %d ballots on Monday. %d were spoiled.\n' \
        $n $n $((n * 37)) $((n % 7)) >fifty/ward-$n.txt
done
sed 's|^files = .*|files = fifty/*.txt|; s/^wanted = .*/wanted = podcast, web/' edition.ini >fifty.ini
sed 's/^rate = .*/rate = 230/' fifty.ini >faster.ini

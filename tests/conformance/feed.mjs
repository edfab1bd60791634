// SPDX-License-Identifier: GPL-3.0-or-later
// A feed as two podcast clients' parsers see it:  node feed.mjs FEED.XML
// Every episode must have its audio, guid, day, length, transcript and chapters in both. A line
// for each finding and "N findings"; exit code 1 when there are any.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const base = resolve(process.env.JUDGES || 'build/conformance');
const require = createRequire(join(base, 'node_modules/'));
const partytime = await import(pathToFileURL(require.resolve('podcast-partytime')).href);
const feedsmith = await import(pathToFileURL(require.resolve('feedsmith')).href);
const text = readFileSync(process.argv[2], 'utf8');
const wanted = (text.match(/<item>/g) || []).length;
let findings = 0;
const find = (what) => { findings++; console.log(`${process.argv[2]}: ${what}`); };

const one = (partytime.parseFeed || partytime.default.parseFeed || partytime.default)(text);
if (!one || one.items.length !== wanted) find(`partytime sees ${one?.items.length} of ${wanted} episodes`);
if (!one?.guid) find('partytime sees no guid of the show');
for (const item of one?.items ?? []) {
  const has = { guid: item.guid, enclosure: item.enclosure?.url, length: item.enclosure?.length, duration: item.duration,
    date: item.pubDate, transcript: item.podcastTranscripts?.length, chapters: item.podcastChapters?.url };
  for (const [what, there] of Object.entries(has)) if (!there) find(`partytime sees no ${what} of ${item.title}`);
}

const other = feedsmith.parseFeed(text);
if (other.format !== 'rss' || other.feed.items.length !== wanted) find(`feedsmith sees ${other.feed.items?.length} of ${wanted} episodes`);
if (!other.feed.podcast?.guid) find('feedsmith sees no guid of the show');
for (const item of other.feed.items ?? []) {
  const has = { guid: item.guid?.value, enclosure: item.enclosures?.[0]?.url, length: item.enclosures?.[0]?.length,
    duration: item.itunes?.duration, date: item.pubDate, transcript: item.podcast?.transcripts?.length, chapters: item.podcast?.chapters?.url };
  for (const [what, there] of Object.entries(has)) if (!there) find(`feedsmith sees no ${what} of ${item.title}`);
}
console.log(`${findings} findings of two clients on ${wanted} episodes`);
process.exit(findings ? 1 : 0);

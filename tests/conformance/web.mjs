// SPDX-License-Identifier: GPL-3.0-or-later
// A site of ours in a real browser:  node web.mjs FOLDER-OF-AN-EDITION
// Pages are judged by html-validate and, in five states, by axe-core; sentences must be marked
// when they are heard, from a server and from the disk; nothing may be asked of anybody else.
// Prints a line for each finding and "N findings"; exit code 1 when there are any.
import { createServer } from 'node:http';
import { readFileSync, readdirSync, statSync, createReadStream } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';

const base = resolve(process.env.JUDGES || 'build/conformance');
const require = createRequire(join(base, 'node_modules/'));
const { chromium } = require('playwright-core');
const { HtmlValidate } = require('html-validate');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const root = resolve(process.argv[2]);
const findings = [];
const find = (where, what) => { findings.push(what); console.log(`${where}: ${what}`); };

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.mp3': 'audio/mpeg',
  '.vtt': 'text/vtt', '.svg': 'image/svg+xml', '.xml': 'application/rss+xml', '.json': 'application/json' };
const server = createServer((request, response) => {
  const path = join(root, decodeURIComponent(new URL(request.url, 'http://x').pathname));
  let size;
  try { size = statSync(path).size; } catch { response.writeHead(404).end(); return; }
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range || '');
  const from = range ? Number(range[1]) : 0, to = range && range[2] ? Number(range[2]) : size - 1;
  response.writeHead(range ? 206 : 200, { 'Content-Type': types[extname(path)] || 'application/octet-stream',
    'Content-Length': to - from + 1, 'Accept-Ranges': 'bytes', ...(range && { 'Content-Range': `bytes ${from}-${to}/${size}` }) });
  createReadStream(path, { start: from, end: to }).pipe(response);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const site = `http://127.0.0.1:${server.address().port}/web/`;
const articles = readdirSync(join(root, 'web/article')).sort();
const pages = ['index.html', ...articles.map((name) => `article/${name}`)];

const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
for (const page of pages) {
  const report = await validator.validateString(readFileSync(join(root, 'web', page), 'utf8'));
  for (const result of report.results)
    for (const m of result.messages) find(`${page}:${m.line}`, `html-validate ${m.ruleId}: ${m.message}`);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'] });
const states = [
  ['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }],
  ['320 pixels', { viewport: { width: 320, height: 640 } }], ['marked', { colorScheme: 'light' }],
];

async function watched(options, use) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  page.on('request', (r) => {
    if (!r.url().startsWith(site.replace('/web/', '/')) && !r.url().startsWith('file://') && !r.url().startsWith('data:'))
      find(page.url(), `asks elsewhere: ${r.url()}`);
  });
  page.on('pageerror', (e) => find(page.url(), `script: ${e.message}`));
  try { await use(page); } finally { await context.close(); }
}

for (const [state, options] of states)
  for (const name of ['index.html', `article/${articles[0]}`, `article/${articles.at(-1)}`])
    await watched(options, async (page) => {
      await page.goto(site + name);
      if (state === 'marked' && name !== 'index.html')
        await page.evaluate(() => document.querySelector('[data-start]').classList.add('now'));
      await page.evaluate(axe);
      const report = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const v of report.violations) find(`${name}, ${state}`, `axe ${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].html.slice(0, 100)})`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
      if (wide) find(`${name}, ${state}`, 'it is wider than the window');
    });

// Sentences are marked while they are heard: moments of each article, from a server and from the disk.
let moments = 0, right = 0;
for (const where of [site, `file://${root}/web/`])
  for (const name of articles.slice(0, 3))
    await watched({ bypassCSP: false }, async (page) => {
      await page.goto(`${where}article/${name}`);
      const hidden = await page.evaluate(() => document.getElementById('controls').hidden);
      if (hidden) { find(name, 'the controls stay hidden'); return; }
      await page.waitForFunction(() => document.querySelector('audio').readyState >= 1, null, { timeout: 10000 })
        .catch(() => find(`${where}${name}`, 'the audio is not loaded'));
      const result = await page.evaluate(async () => {
        const audio = document.querySelector('audio'), all = [...document.querySelectorAll('[data-start]')];
        let good = 0, count = 0;
        for (let i = 0; i < all.length; i += Math.max(1, Math.floor(all.length / 20))) {
          const middle = (Number(all[i].dataset.start) + Number(all[i].dataset.end)) / 2;
          audio.currentTime = middle;
          await new Promise((done) => { audio.onseeked = done; setTimeout(done, 3000); });
          await new Promise((done) => setTimeout(done, 30));
          const now = document.querySelectorAll('.now');
          count++;
          good += now.length === 1 && now[0] === all[i] ? 1 : 0;
        }
        return { good, count };
      });
      moments += result.count; right += result.good;
    });
console.log(`marked: ${right} of ${moments} moments`);
if (right < 0.99 * moments || moments === 0) find('highlight', `${right} of ${moments} moments are right`);

// By keyboard alone: the skip link, the audio, the buttons; a button moves on by one sentence.
await watched({}, async (page) => {
  await page.goto(`${site}article/${articles[0]}`);
  await page.keyboard.press('Tab');
  if (!(await page.evaluate(() => document.activeElement.classList.contains('skip')))) find('keyboard', 'the skip link is not first');
  await page.focus('button[value=forward]');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(200);
  const id = await page.evaluate(() => document.querySelector('.now')?.id);
  if (id !== 's2') find('keyboard', `two sentences on is ${id}`);
});

// Without scripts the page is whole.
await watched({ javaScriptEnabled: false }, async (page) => {
  await page.goto(`${site}article/${articles[0]}`);
  if (!(await page.locator('audio[controls]').isVisible())) find('no script', 'there is no audio');
  if (await page.locator('#controls').isVisible()) find('no script', 'there are buttons that do nothing');
});

await browser.close();
server.close();
console.log(`${findings.length} findings`);
process.exit(findings.length > 0 ? 1 : 0);

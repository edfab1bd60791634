// SPDX-License-Identifier: GPL-3.0-or-later
// Lighthouse on a site that is served:  node pages.mjs ADDRESS PAGE…
// Accessibility and best practices must be 100, search at least 90. A line for each finding and
// "N findings"; exit code 1 when there are any.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const base = resolve(process.env.JUDGES || 'build/conformance');
const load = (name) => import(pathToFileURL(join(base, 'node_modules', name)).href);
const { default: lighthouse } = await load('lighthouse/core/index.js');
const { launch } = await load('chrome-launcher/dist/index.js');
const least = { accessibility: 100, 'best-practices': 100, seo: 90 };
const [address, ...pages] = process.argv.slice(2);
let findings = 0;

const chrome = await launch({ chromePath: process.env.CHROMIUM || '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
for (const page of pages) {
  const { lhr } = await lighthouse(address + page, { port: chrome.port, output: 'json', onlyCategories: Object.keys(least) });
  for (const [name, wanted] of Object.entries(least)) {
    const score = Math.round(lhr.categories[name].score * 100);
    if (score >= wanted) continue;
    const failed = lhr.categories[name].auditRefs.filter((a) => lhr.audits[a.id].score !== null && lhr.audits[a.id].score < 1);
    findings++;
    console.log(`${page}: lighthouse ${name} ${score}: ${failed.map((a) => lhr.audits[a.id].title).join('; ')}`);
  }
}
await chrome.kill();
console.log(`${findings} findings of Lighthouse on ${pages.length} pages`);
process.exit(findings ? 1 : 0);

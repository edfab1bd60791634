// SPDX-License-Identifier: GPL-3.0-or-later
// Pages a second of Readability on a DOM of JavaScript, warm, in one process.
//   node html_peers.mjs MODULES jsdom|linkedom FILE…
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [modules, kind, ...files] = process.argv.slice(2);
const require = createRequire(modules + "/");
const { Readability } = require("@mozilla/readability");
const pages = files.map((file) => readFileSync(file, "utf8"));

function documentOf(page) {
  if (kind === "linkedom") return require("linkedom").parseHTML(page).document;
  const { JSDOM, VirtualConsole } = require("jsdom");
  return new JSDOM(page, { url: "http://news.example/", virtualConsole: new VirtualConsole() }).window.document;
}

function read(page) {
  try {
    return new Readability(documentOf(page)).parse()?.textContent.length ?? 0;
  } catch {
    return 0;
  }
}

for (const page of pages) read(page);
const from = process.cpuUsage();
for (const page of pages) read(page);
const took = process.cpuUsage(from);
console.log(((pages.length * 1e6) / (took.user + took.system)).toFixed(1));

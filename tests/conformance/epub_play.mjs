// SPDX-License-Identifier: GPL-3.0-or-later
// Play a book from its cover to its end in foliate-js, at twice the speed, and look at what it
// marks: the sentences in their order, each of the longer ones, in the book's own class.
//   epub_play.mjs NODE_MODULES BOOK
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, book] = process.argv.slice(2)
const here = path.dirname(process.argv[1])
const { chromium } = await import(pathToFileURL(path.join(modules, 'playwright-core/index.mjs')))
const RATE = 2
// It looks at the clock four times a second: what is shorter may pass unseen.
const SEEN_FROM = 1.2
// Seconds to listen for; of a longer book the rest is not judged.
const LISTEN_MOST = 150

const unzip = name => execFileSync('unzip', ['-p', book, name], { encoding: 'utf8', maxBuffer: 1 << 28 })

// All clips in the order of the spine.
function clips() {
    const opf = unzip('EPUB/package.opf')
    const item = id => opf.match(new RegExp(`<item id="${id}"[^>]*>`))[0]
    const all = []
    for (const [, id] of opf.matchAll(/<itemref idref="([^"]+)"/g)) {
        const overlay = item(id).match(/media-overlay="([^"]+)"/)
        if (!overlay)
            continue
        const name = path.posix.join('EPUB', item(overlay[1]).match(/href="([^"]+)"/)[1])
        for (const [, text, begin, end] of unzip(name).matchAll(
            /<text src="([^"]+)"\/><audio src="[^"]+" clipBegin="([\d.]+)s" clipEnd="([\d.]+)s"/g))
            all.push({ text: path.posix.join(path.posix.dirname(name), text), long: end - begin >= SEEN_FROM })
    }
    return all
}

const types = { '.js': 'text/javascript', '.html': 'text/html', '.css': 'text/css' }
const files = { '/': path.join(here, 'epub_play.html'), '/book': book }
const server = http.createServer((request, response) => {
    const address = new URL(request.url, 'http://localhost').pathname
    const file = files[address] ?? path.join(modules, path.posix.normalize(address))
    fs.readFile(file, (error, bytes) => {
        response.writeHead(error ? 404 : 200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' })
        response.end(bytes)
    })
})
await new Promise(done => server.listen(0, '127.0.0.1', done))

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
})
const page = await browser.newPage()
await page.goto(`http://127.0.0.1:${server.address().port}/`)
await page.waitForFunction('window.ready')
await page.evaluate(rate => window.play(rate), RATE)
let state
const limit = Date.now() + 1000 * LISTEN_MOST
do {
    await new Promise(done => setTimeout(done, 500))
    state = await page.evaluate(() => window.state())
} while (state.idle < 8000 && Date.now() < limit)
await browser.close()
server.close()

const findings = [...state.faults]
const expected = clips()
let at = 0
for (const { text, active } of state.seen) {
    if (at > 0 && expected[at - 1].text === text) // it tells again when the browser had to wait
        continue
    const place = expected.findIndex((clip, i) => i >= at && clip.text === text)
    if (place < 0) {
        findings.push(`${text} is marked out of order`)
        continue
    }
    for (const missed of expected.slice(at, place).filter(clip => clip.long))
        findings.push(`${missed.text} is never marked`)
    const long = expected[place].long
    at = place + 1
    if (long && !(active?.length === 1 && active[0].id === text.split('#')[1] && active[0].line === 'underline'))
        findings.push(`${text} does not bear the mark: ${JSON.stringify(active)}`)
}
const whole = state.idle >= 8000
for (const missed of whole ? expected.slice(at).filter(clip => clip.long) : [])
    findings.push(`${missed.text} is never marked`)
console.log(findings.join('\n') || `${state.seen.length} of ${expected.length} clips seen, all in order`)
process.exit(findings.length > 0 ? 1 : 0)

// SPDX-License-Identifier: GPL-3.0-or-later
// What Ace found: a line each, exit 1 on any.   ace_report.mjs report.json
import fs from 'node:fs'

const report = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
let found = report['earl:result']['earl:outcome'] === 'pass' ? 0 : 1
for (const document of report.assertions)
    for (const { 'earl:test': test, 'earl:result': result } of document.assertions) {
        found++
        console.log(`${document['earl:testSubject'].url}: ${test['dct:title']}: ${result['dct:description']}`)
    }
process.exit(found > 0 ? 1 : 0)

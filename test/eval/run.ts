// `npm run eval -- FILE.tsv [--report OUT.json]`: every row through the door that a user's words take, judged fact by
// fact. Prints rates by category and language, the failures, and last `facts right: N of M (P %)`.

import { readFileSync, writeFileSync } from 'node:fs'
import { evaluate, readRows, summarise } from './evaluate.ts'

const [file, ...options] = process.argv.slice(2)
if (file === undefined) {
  console.error('Usage: npm run eval -- FILE.tsv [--report OUT.json]')
  process.exit(2)
}
const outcomes = readRows(readFileSync(file, 'utf8')).map(evaluate)
const report = options[options.indexOf('--report') + 1]
if (options.includes('--report') && report !== undefined) writeFileSync(report, JSON.stringify(outcomes, undefined, 1))
console.log(summarise(outcomes, options.includes('--quiet')))

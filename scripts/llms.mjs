// Writes llms.txt at the root of the package, or with --check says that it is not what contract and catalogue give.
// Called by people after a change of either; src/api/contract/llms.test.ts runs the check.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { contract } from '../dist/src/api/contract.js'
import { llmsText } from '../dist/src/api/contract/llms.js'

const path = fileURLToPath(new URL('../llms.txt', import.meta.url))
const text = llmsText(contract, { url: 'http://127.0.0.1:8787', documents: '' })
if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (read() !== text) {
  console.error('Run node scripts/llms.mjs: llms.txt is not up to date')
  process.exitCode = 1
}

function read() {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

// Runs every compiled test with Node's own runner and ends with one plain line, `N passed, N failed, N skipped`.
// Arguments are parts of file names: `node scripts/test.mjs draft` runs only the draft room's tests.
import { spawnSync } from 'node:child_process'
import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'

const wanted = process.argv.slice(2)
const files = globSync(['dist/src/**/*.test.js', 'dist/test/**/*.test.js', 'scripts/**/*.test.mjs'])
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
if (files.length === 0) {
  console.error('No compiled test matches. Run `npm run build` first.')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'kinora-tests-'))
const report = join(folder, 'tap.txt')
const run = spawnSync(
  process.execPath,
  ['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`, ...files],
  { stdio: 'inherit' },
)
const count = (name) => Number(readFileSync(report, 'utf8').match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0)
const failed = count('fail') + count('cancelled')
console.log(`${count('pass')} passed, ${failed} failed, ${count('skipped')} skipped`)
rmSync(folder, { recursive: true, force: true })
process.exit(run.status === 0 && failed === 0 && count('pass') > 0 ? 0 : 1)

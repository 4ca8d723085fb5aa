// Runs every compiled test with Node's own runner and ends with one plain line, `N passed, N failed, N skipped`.
// Arguments are parts of file names (`node scripts/test.mjs draft` runs only the draft room's tests) or test files.
// A test file that dies counts as a failure, and so does a run that ends without its summary.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { globSync } from 'tinyglobby'

// Two files at a time: the tests themselves use worker threads, and a third file only slows the others down.
const concurrency = 2

const wanted = process.argv.slice(2)
const given = wanted.filter((part) => /[.]m?js$/.test(part) && existsSync(part))
const files = given.length > 0 ? given : compiledTests().filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
if (files.length === 0) {
  console.error('No compiled test matches. Run `npm run build` first.')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'kinora-tests-'))
// Open to look into: under root the tests' PostgreSQL runs as another user.
chmodSync(folder, 0o755)
const pidFile = join(folder, 'postgres/data/postmaster.pid')
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await stopPostgres(pidFile)
    process.exit(1)
  })
}
const status = await runTests(join(folder, 'tap.txt'))
await stopPostgres(pidFile)
const { passed, failed, skipped } = counts(join(folder, 'tap.txt'), status)
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

// A test that was removed leaves its compiled twin behind; only those whose source still stands are run.
function compiledTests() {
  const compiled = globSync(['dist/src/**/*.test.js', 'dist/test/**/*.test.js', 'dist/bench/**/*.test.js'])
    .filter((file) => existsSync(file.replace(/^dist\//, '').replace(/[.]js$/, '.ts')))
  return [...compiled, ...globSync(['scripts/**/*.test.mjs'])].sort()
}

function runTests(report) {
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`]
  // A runner inside a runner would report to its parent instead of to us.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const child = spawn(process.execPath, ['--test', `--test-concurrency=${concurrency}`, ...reporters, ...files], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...environment, KINORA_TEST_FOLDER: folder } })
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

// The first test that needs a database starts one for all files (src/store/database.fixture.ts).
async function stopPostgres(pidFile) {
  if (!existsSync(pidFile)) return
  process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGINT')
  for (let waited = 0; existsSync(pidFile) && waited < 30_000; waited += 50) await pause(50)
}

function counts(report, status) {
  const text = existsSync(report) ? readFileSync(report, 'utf8') : ''
  const count = (name) => Number(text.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0)
  const failed = count('fail') + count('cancelled')
  return { passed: count('pass'), failed: status === 0 ? failed : Math.max(1, failed), skipped: count('skipped') + count('todo') }
}

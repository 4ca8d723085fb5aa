// The judge of the house: import rules (dependency-cruiser with .dependency-cruiser.mjs), how a file looks, and licences
// of everything that is installed. Prints each finding with its file; exits 1 on any. Never changes a file.
// Called by `npm run lint`; scripts/lint.test.mjs plants one mistake per rule and expects each to be caught here.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'

const house = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const longestFile = 400
// Paths of one developer's machine. Written in pieces so that this file does not find itself.
const machinePath = new RegExp(`(^|[^A-Za-z0-9_.<])/(${['work', 'farm', 'root', 'home', 'Users'].join('|')})/[a-z]`)
const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`)
const focusedTest = /\b(test|it|describe)\.(only|todo)\b/

/** Every finding about the house in a folder, as `{ rule, file, detail }`; empty when all is well. */
export function lint(root) {
  return [...importFindings(root), ...fileFindings(root), ...licenceFindings(root)]
}

/** What dependency-cruiser says, plus whether it read every file at all. */
export function importFindings(root) {
  const folders = ['src', 'test', 'bench'].filter((folder) => existsSync(join(root, folder)))
  const bin = join(house, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const run = spawnSync(process.execPath, [bin, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...folders],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  const answer = parse(run.stdout)
  if (answer === undefined) return [{ rule: 'imports-were-read', file: '.', detail: `dependency-cruiser gave no answer: ${run.stderr.trim().slice(0, 400)}` }]
  const read = new Set(answer.modules.map((module) => module.source))
  const unread = sourceFiles(root).filter((file) => !read.has(file))
  const without = [
    ...(read.size === 0 ? [{ rule: 'imports-were-read', file: '.', detail: 'no file was read at all; is TypeScript installed in a version that the tool can parse with?' }] : []),
    ...unread.map((file) => ({ rule: 'imports-were-read', file, detail: 'the import check did not read this file' })),
    ...blindness(answer.modules, root),
  ]
  return [...without, ...answer.summary.violations.map((violation) => ({ rule: violation.rule.name, file: violation.from, detail: violation.to }))]
}

// A parser that cannot read a file finds no imports in it and stays silent; so compare with the word `import` in the text.
function blindness(modules, root) {
  const blind = modules.filter((module) => module.dependencies.length === 0 && /[.]tsx?$/.test(module.source) && /^(src|test|bench)\//.test(module.source))
    .filter((module) => /^(import|export) .*from '[.]/m.test(readFileSync(join(root, module.source), 'utf8')))
  return blind.map((module) => ({ rule: 'imports-were-read', file: module.source, detail: 'the file has imports, but none was seen' }))
}

/** How one file looks: a top comment, a length that one idea needs, no machine's paths, nothing unfinished. */
export function fileFindings(root) {
  return [...sourceFiles(root), ...globSync(['scripts/**/*.mjs', '*.md', 'docs/**/*.md', '.ci/run'], { cwd: root, dot: true })].flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const lines = text.split('\n')
    const findings = []
    const add = (rule, detail) => findings.push({ rule, file, detail })
    if (/[.](tsx?|mjs)$/.test(file) && !/[.]test[.]ts$/.test(file) && !/^(#!.*\n)?\s*(\/\/|\/\*)/.test(text)) add('top-comment', 'a file starts by saying what it is for; a test says it in its names')
    if (/[.]tsx?$/.test(file) && lines.length - 1 > longestFile && !/one idea|one list|one table|one catalogue/i.test(topComment(lines))) {
      add('file-length', `${lines.length - 1} lines; past ${longestFile} the top comment says why it is one idea`)
    }
    lines.forEach((line, index) => {
      if (machinePath.test(line)) add('machine-path', `line ${index + 1}: a path of somebody's machine`)
      if (unfinished.test(line)) add('unfinished', `line ${index + 1}: finish it or write an issue`)
      if (focusedTest.test(line)) add('focused-test', `line ${index + 1}: hides other tests`)
    })
    return findings
  })
}

/** Licences of everything in the lock file that is not for developers only; GPL only where npm may leave it out. */
export function licenceFindings(root) {
  const lock = join(root, 'package-lock.json')
  if (!existsSync(lock)) return []
  const { packages } = JSON.parse(readFileSync(lock, 'utf8'))
  return Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.dev).flatMap(([path, entry]) => {
    const name = path.replace(/^.*node_modules\//, '')
    const licence = entry.license ?? knownLicences[name] ?? 'none stated'
    const parts = licence.split(/ AND | OR |[()]/).filter(Boolean)
    const bad = parts.filter((part) => !allowedLicences.has(part) && !(entry.optional && optionalLicences.has(part)))
    return bad.length === 0 ? [] : [{ rule: 'licence', file: 'package-lock.json', detail: `${name}: ${licence}${entry.optional ? ' (optional)' : ''}` }]
  })
}

/** Fine for a program under MIT that installs its parts beside itself and links to them at run time. */
export const allowedLicences = new Set([
  'MIT', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'MPL-2.0', 'OFL-1.1',
  'LGPL-3.0', 'LGPL-3.0-or-later',
])
/** Only for optional packages that run in a process of their own. */
export const optionalLicences = new Set(['GPL-3.0', 'GPL-3.0-only', 'GPL-3.0-or-later'])
/** Packages whose manifest forgets to say; read in their LICENSE file. */
const knownLicences = { '@shinyoshiaki/jspack': 'BSD-3-Clause' }

function sourceFiles(root) {
  return globSync(['src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts'], { cwd: root, ignore: ['**/assembly/**', '**/*.wasm.ts', '**/*.d.ts'] }).sort()
}

function topComment(lines) {
  const end = lines.findIndex((line) => !/^\s*(\/\/|\/\*|\*|#!)/.test(line))
  return lines.slice(0, end === -1 ? lines.length : end).join(' ')
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const findings = lint(house)
  for (const { rule, file, detail } of findings) console.error(`${file}: ${rule}: ${detail}`)
  console.log(findings.length === 0 ? `lint: ${sourceFiles(house).length} files, no findings` : `lint: ${findings.length} findings`)
  process.exit(findings.length === 0 ? 0 : 1)
}

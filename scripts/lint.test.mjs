// Proves that the lint can fail: a tiny house is built in a temporary folder, one mistake per rule is planted in it, and
// each must be reported for the very file that holds it. Also: the clean house is green, and reading nothing is an error.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import config from '../.dependency-cruiser.mjs'
import { fileFindings, importFindings, licenceFindings } from './lint.mjs'
import { rooms, tableAsMarkdown } from './rooms.mjs'

const house = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const top = '// A file of the test house.\n'

/** rule, file, content; the file must be found guilty of the rule. */
const planted = [
  ['draft-may-import', 'src/draft/up.ts', "import { serve } from '../api/index.ts'\nexport const up = serve"],
  ['api-may-import', 'src/api/past-the-door.ts', "import { deep } from '../draft/deep.ts'\nexport const past = deep"],
  ['director-may-import', 'src/director/type-only.ts', "import type { Reply } from '../api/contract.ts'\nexport type Again = Reply"],
  ['studio-may-import', 'src/studio/dynamic.ts', "export const late = () => import('../store/index.ts')"],
  ['base-may-import', 'src/base/up.ts', "import { draft } from '../draft/index.ts'\nexport const up = draft"],
  ['understanding-may-import', 'src/understanding/side.ts', "import { x } from '../director/index.ts'\nexport const y = x"],
  ['compositor-may-import', 'src/compositor/side.ts', "import { x } from '../sound/index.ts'\nexport const y = x"],
  ['sound-may-import', 'src/sound/side.ts', "import { x } from '../compositor/index.ts'\nexport const y = x"],
  ['media-may-import', 'src/media/up.ts', "import { x } from '../render/index.ts'\nexport const y = x"],
  ['render-may-import', 'src/render/up.ts', "import { x } from '../studio/index.ts'\nexport const y = x"],
  ['store-may-import', 'src/store/up.ts', "import { x } from '../studio/index.ts'\nexport const y = x"],
  ['cli-may-import', 'src/cli/up.ts', "import { x } from '../media/index.ts'\nexport const y = x"],
  ['web-may-import', 'src/web/up.ts', "import { x } from '../studio/index.ts'\nexport const y = x"],
  ['nobody-imports-main', 'src/cli/main-again.ts', "import { main } from '../main.ts'\nexport const again = main"],
  ['only-main-imports-server', 'src/cli/serve-again.ts', "import { house } from '../server.ts'\nexport const again = house"],
  ['wiring-uses-front-doors', 'src/main.ts', "import { deep } from './draft/deep.ts'\nexport const main = deep"],
  ['outside-uses-front-doors', 'test/inside.ts', "import { deep } from '../src/draft/deep.ts'\nexport const inside = deep"],
  ['pure-rooms-touch-no-world', 'src/compositor/reads.ts', "import { readFileSync } from 'node:fs'\nexport const read = readFileSync"],
  ['pure-rooms-touch-no-world', 'src/studio/reads.ts', "import { readFileSync } from 'node:fs'\nexport const read = readFileSync"],
  ['pure-rooms-short-package-list', 'src/sound/package.ts', "import { thing } from 'tinyglobby'\nexport const used = thing"],
  ['natives-only-in-media-and-render', 'src/cli/native.ts', "import { thing } from 'node-av'\nexport const used = thing"],
  ['database-only-in-store', 'src/api/database.ts', "import { thing } from 'pg'\nexport const used = thing"],
  ['web-framework-only-in-api', 'src/cli/web.ts', "import { thing } from 'hono'\nexport const used = thing"],
  ['web-imports-no-node', 'src/web/node.ts', "import path from 'node:path'\nexport const used = path"],
  ['everything-resolves', 'src/draft/lost.ts', "import { thing } from './nowhere.ts'\nexport const lost = thing"],
  ['nobody-imports-a-test', 'src/draft/uses-test.ts', "import { t } from './some.test.ts'\nexport const used = t"],
  ['only-declared-packages', 'src/media/undeclared.ts', "import { thing } from 'undeclared'\nexport const used = thing"],
  ['allowed-licences', 'src/media/licence.ts', "import { thing } from 'closed'\nexport const used = thing"],
  ['page-licences', 'src/web/licence.tsx', "import { thing } from 'closed-tool'\nexport const used = thing"],
  ['copyleft-stays-optional', 'src/media/copyleft.ts', "import { thing } from 'copyleft'\nexport const used = thing"],
  ['no-module-cycles', 'src/draft/one.ts', "import { two } from './two.ts'\nexport const one = two"],
  ['no-room-cycles', 'src/draft', ''],
  ['every-file-is-in-a-room', 'src/misc/stray.ts', "import { base } from '../base/index.ts'\nexport const stray = base"],
  ['no-orphans', 'src/director/orphan.ts', 'export const alone = 1'],
]

/** The same for how a file looks. */
const plantedLooks = [
  ['top-comment', 'src/draft/no-comment.ts', 'export const silent = 1\n'],
  ['file-length', 'src/draft/long.ts', `${top}${'export {}\n'.repeat(401)}`],
  ['machine-path', 'src/draft/path.ts', `${top}export const path = '${'/ho'}${'me/somebody/file'}'\n`],
  ['unfinished', 'src/draft/later.ts', `${top}// ${'TO'}${'DO'}: later\n`],
  ['focused-test', 'src/draft/focus.test.ts', `${top}test.${'only'}('x', () => {})\n`],
]

const packages = { 'node-av': 'MIT', pg: 'MIT', hono: 'MIT', tinyglobby: 'MIT', undeclared: 'MIT', closed: 'Commercial', 'closed-tool': 'Commercial', copyleft: 'GPL-3.0' }
let root = ''
let clean = []
let guilty = []

before(() => {
  root = mkdtempSync(join(tmpdir(), 'kinora-lint-'))
  buildHouse()
  clean = [...importFindings(root), ...fileFindings(root)]
  plant()
  guilty = [...importFindings(root), ...fileFindings(root)]
})
after(() => rmSync(root, { recursive: true, force: true }))

test('the clean house has no finding', () => assert.deepEqual(clean, []))

for (const [rule, file] of [...planted, ...plantedLooks]) {
  test(`a planted mistake is caught: ${rule} in ${file}`, () => {
    const caught = guilty.filter((finding) => finding.rule === rule).map((finding) => finding.file)
    assert.ok(caught.includes(file), `${rule} was reported for: ${caught.join(', ') || 'nothing'}`)
  })
}

test('every import rule has a planted mistake', () => {
  const proven = new Set(planted.map(([rule]) => rule))
  assert.deepEqual(config.forbidden.map((rule) => rule.name).filter((name) => !proven.has(name)), [])
})

test('a lint that read no file says so', () => {
  const empty = mkdtempSync(join(tmpdir(), 'kinora-lint-empty-'))
  cpSync(join(root, '.dependency-cruiser.mjs'), join(empty, '.dependency-cruiser.mjs'))
  cpSync(join(root, 'scripts'), join(empty, 'scripts'), { recursive: true })
  cpSync(join(root, 'tsconfig.json'), join(empty, 'tsconfig.json'))
  mkdirSync(join(empty, 'src'))
  const withoutFiles = importFindings(empty)
  // A parser that sees none of the TypeScript: the configuration hides every file from it.
  mkdirSync(join(empty, 'src/draft'))
  writeFileSync(join(empty, 'src/draft/index.ts'), `${top}export const draft = 1\n`)
  writeFileSync(join(empty, '.dependency-cruiser.mjs'), "export default { forbidden: [], options: { exclude: { path: 'src' } } }\n")
  const withoutSight = importFindings(empty)
  rmSync(empty, { recursive: true, force: true })
  assert.deepEqual(withoutFiles.map((finding) => finding.rule), ['imports-were-read'])
  assert.ok(withoutSight.some((finding) => finding.rule === 'imports-were-read' && finding.detail.includes('no file was read')))
  assert.ok(withoutSight.some((finding) => finding.file === 'src/draft/index.ts'))
})

test('a licence that is not allowed is caught in the lock file, and GPL only passes when optional', () => {
  const packagesOf = (entry) => JSON.stringify({ packages: { '': {}, 'node_modules/some': entry } })
  const found = (entry) => {
    write('package-lock.json', packagesOf(entry))
    return licenceFindings(root).length
  }
  assert.equal(found({ license: 'MIT' }), 0)
  assert.equal(found({ license: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT' }), 0)
  assert.equal(found({ license: 'GPL-3.0' }), 1)
  assert.equal(found({ license: 'GPL-3.0', optional: true }), 0)
  assert.equal(found({ license: 'AGPL-3.0', optional: true }), 1)
  assert.equal(found({}), 1)
})

test('docs/architecture.md prints the table of scripts/rooms.mjs', () => {
  const page = readFileSync(join(house, 'docs/architecture.md'), 'utf8')
  const printed = page.split('<!-- rooms:begin -->')[1]?.split('<!-- rooms:end -->')[0]?.trim()
  assert.equal(printed, tableAsMarkdown())
})

function buildHouse() {
  cpSync(join(house, '.dependency-cruiser.mjs'), join(root, '.dependency-cruiser.mjs'))
  mkdirSync(join(root, 'scripts'))
  cpSync(join(house, 'scripts/rooms.mjs'), join(root, 'scripts/rooms.mjs'))
  write('tsconfig.json', readFileSync(join(house, 'tsconfig.json'), 'utf8'))
  const declared = Object.fromEntries(Object.keys(packages).filter((name) => name !== 'undeclared' && name !== 'closed-tool').map((name) => [name, '1.0.0']))
  write('package.json', JSON.stringify({ name: 'house', type: 'module', dependencies: declared, devDependencies: { 'closed-tool': '1.0.0' } }))
  for (const [name, license] of Object.entries(packages)) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', license, type: 'module', exports: './index.js' }))
    write(`node_modules/${name}/index.js`, 'export const thing = 1\n')
  }
  for (const room of Object.keys(rooms)) write(`src/${room}/index.ts`, `${top}export { ${room}, x, serve } from './${room}.ts'\n`)
  for (const room of Object.keys(rooms)) write(`src/${room}/${room}.ts`, `${top}import type {} from './index.types.ts'\nexport const ${room} = 1, x = 1, serve = 1\n`)
  for (const room of Object.keys(rooms)) write(`src/${room}/index.types.ts`, `${top}export {}\n`)
  write('src/api/contract.ts', `${top}import type {} from './index.types.ts'\nexport type Reply = string\n`)
  write('src/draft/deep.ts', `${top}import type {} from './index.types.ts'\nexport const deep = 1\n`)
  write('src/draft/some.test.ts', `${top}export const t = 1\n`)
  write('src/server.ts', `${top}import { store } from './store/index.ts'\nexport const house = store\n`)
  write('src/main.ts', `${top}import { cli } from './cli/index.ts'\nimport { house } from './server.ts'\nexport const main = [cli, house]\n`)
}

function plant() {
  for (const [, file, content] of planted) if (content !== '') write(file, `${top}${content}\n`)
  write('src/draft/two.ts', `${top}import { one } from './one.ts'\nexport const two = one\n`)
  for (const [, file, content] of plantedLooks) write(file, content)
}

function write(file, content) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), content)
}

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { after } from 'node:test'
import { house, paintPictures } from './kit.ts'

// The package as npm would publish it, unpacked into a project of its own. Its dependencies are lent from this
// repository, so that the test needs no network.
let project = ''

before(() => {
  // Whoever only compiled has no bundle yet, or an old one.
  const bundled = spawnSync(process.execPath, [join(house, 'scripts/bundle.mjs')], { encoding: 'utf8' })
  assert.deepEqual([bundled.status, bundled.stderr], [0, ''])
  project = mkdtempSync(join(tmpdir(), 'kinora-package-'))
  const answer = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { cwd: house, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as { filename: string }[]
  mkdirSync(join(project, 'node_modules/kinora'), { recursive: true })
  execFileSync('tar', ['-xzf', join(project, answer[0]!.filename), '-C', join(project, 'node_modules/kinora'), '--strip-components=1'])
  for (const name of readdirSync(join(house, 'node_modules'))) if (!name.startsWith('.') && name !== 'kinora') symlinkSync(join(realpathSync(join(house, 'node_modules')), name), join(project, 'node_modules', name))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'somebody', type: 'module', private: true }))
})
after(() => rmSync(project, { recursive: true, force: true }))

function run(command: string, ...args: string[]) {
  return spawnSync(command, args, { cwd: project, encoding: 'utf8', env: { ...process.env, KINORA_CACHE: join(project, 'cache') } })
}

test('the package holds what it needs and no tests, sources or pictures', () => {
  const files = (readdirSync(join(project, 'node_modules/kinora'), { recursive: true }) as string[]).filter((file) => lstatSync(join(project, 'node_modules/kinora', file)).isFile())
  for (const needed of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist/program/main.js', 'dist/program/index.js', 'dist/program/drawing-worker.js', 'dist/src/index.d.ts', 'docs/architecture.md']) assert.ok(files.includes(needed), needed)
  assert.deepEqual(files.filter((file) => /\.test\.|fixture|\/laws\/|\.tsbuildinfo|^src\/.*\.ts$|^dist\/(test|bench)/.test(file)), [])
})

test('a program imports it and makes a film', () => {
  paintPictures(join(project, 'photos'), 2)
  writeFileSync(join(project, 'film.mjs'), `import { make, createStudio, filmDuration } from 'kinora'
const film = await make({ files: ['photos/p1.png', 'photos/p2.png'], wishes: { size: { width: 160, height: 90 }, duration: 3000, music: false }, quality: 'draft', output: 'film.mp4' })
const frame = typeof createStudio().frame
console.log(JSON.stringify([film.render.output.frames, filmDuration(film.draft), film.files.map((file) => file.used), frame]))
`)
  const ran = run(process.execPath, 'film.mjs')
  assert.equal(ran.status, 0, ran.stderr)
  assert.deepEqual(JSON.parse(ran.stdout), [90, 3000, [true, true], 'function'])
})

test('importing it starts nothing and prints nothing', () => {
  const ran = run(process.execPath, '--input-type=module', '-e', "await import('kinora')")
  assert.deepEqual([ran.status, ran.stdout, ran.stderr], [0, '', ''])
})

test('the program works from another folder', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'node_modules/kinora/package.json'), 'utf8')) as { version: string; bin: { kinora: string } }
  const ran = run(process.execPath, join('node_modules/kinora', manifest.bin.kinora), '--version')
  assert.deepEqual([ran.status, ran.stdout], [0, `${manifest.version}\n`])
})

test('its types compile in a strict project and know their own', () => {
  writeFileSync(join(project, 'typed.ts'), `import { createStudio, KinoraError, type MadeFilm } from 'kinora'
const studio = createStudio({ cache: null })
const film: MadeFilm = await studio.make({ files: ['a.jpg'], words: 'short', output: 'b.mp4' })
const frames: number = film.render.output.frames
// @ts-expect-error a film has no such field
film.render.output.nonsense
console.log(frames, KinoraError.name)
`)
  const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--skipLibCheck', '--types', 'node', '--ignoreConfig']
  const ran = run(process.execPath, join(house, 'node_modules/typescript/bin/tsc'), ...options, 'typed.ts')
  assert.equal(ran.status, 0, ran.stdout)
})

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, test } from 'node:test'
import { findFiles, findMaterial, nameOfPile, naturalOrder } from './files.ts'
import { chosenOutput, defaultOutput, refuseInput, requireFolder } from './output-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-files-'))
after(() => rmSync(folder, { recursive: true, force: true }))
for (const name of ['trip/IMG_10.jpg', 'trip/IMG_2.jpg', 'trip/img_1.jpg', 'trip/night/z.mp4', 'trip/.hidden.jpg', 'trip/Thumbs.db', 'a [1].png', 'b.png', 'old.kinora.json']) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), '')
}

async function found(...typed: string[]): Promise<string[]> {
  return (await findFiles(typed, folder)).map((path) => relative(folder, path))
}

test('a folder gives its files in the order in which people read names, without hidden ones', async () => {
  assert.deepEqual(await found('trip'), ['trip/img_1.jpg', 'trip/IMG_2.jpg', 'trip/IMG_10.jpg', 'trip/night/z.mp4'])
})

test('a glob gives its matches, a file named twice comes once, and the order is the order typed', async () => {
  assert.deepEqual(await found('b.png', 'trip/*.jpg', 'b.png'), ['b.png', 'trip/img_1.jpg', 'trip/IMG_2.jpg', 'trip/IMG_10.jpg'])
})

test('a file with brackets in its name is a file, not a glob', async () => {
  assert.deepEqual(await found('a [1].png'), ['a [1].png'])
})

test('what is not there stays in the list, so that it can be named', async () => {
  assert.deepEqual(await found('nowhere.jpg', '*.gif'), ['nowhere.jpg', '*.gif'])
})

test('names are sorted with their numbers as numbers, in any script', () => {
  assert.deepEqual(['图10.jpg', '图9.jpg', 'b1.jpg', 'B02.jpg', 'a.jpg'].sort(naturalOrder), ['a.jpg', 'b1.jpg', 'B02.jpg', '图9.jpg', '图10.jpg'])
})

test('a pile is named after its folder', () => {
  assert.deepEqual([nameOfPile(['trip'], folder), nameOfPile(['b.png'], folder), nameOfPile(['.'], folder)], ['trip', '', ''])
})

test('the default name comes from the title and never writes over a file', () => {
  assert.equal(defaultOutput(folder, 'Summer in Lisbon!'), join(folder, 'kinora-summer-in-lisbon.mp4'))
  assert.equal(defaultOutput(folder, '海边 2024'), join(folder, 'kinora-海边-2024.mp4'))
  assert.equal(defaultOutput(folder, '../../etc/passwd'), join(folder, 'kinora-etc-passwd.mp4'))
  assert.equal(defaultOutput(folder, ''), join(folder, 'kinora-film.mp4'))
  writeFileSync(join(folder, 'kinora-film.mp4'), '')
  assert.equal(defaultOutput(folder, '🎉'), join(folder, 'kinora-film-2.mp4'))
})

test('an input is never an output, however it is written', () => {
  assert.throws(() => chosenOutput('./trip/../b.png', folder, [join(folder, 'b.png')], ''), /one of your own files/)
  assert.throws(() => refuseInput(join(folder, 'trip/IMG_2.jpg'), [join(folder, 'trip', 'IMG_2.jpg')]), /one of your own files/)
  assert.equal(chosenOutput('film.mp4', folder, [join(folder, 'b.png')], ''), join(folder, 'film.mp4'))
})

test('an output without its folder is refused with the command that helps', () => {
  assert.throws(() => requireFolder(join(folder, 'no/film.mp4')), (thrown: { code: string; suggestion: string }) => thrown.code === 'output-folder-missing' && thrown.suggestion.startsWith('mkdir'))
  assert.throws(() => requireFolder(join(folder, 'trip')), (thrown: { code: string }) => thrown.code === 'output-is-folder')
})

test('a text that lies in a folder is no script unless it is named, by itself or for its purpose', async () => {
  for (const name of ['notes/README.md', 'notes/data.json', 'notes/script.txt', 'notes/文案.md', 'notes/a.jpg']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), 'x')
  }
  const { files, notes } = await findMaterial(['notes'], folder)
  assert.deepEqual(files.map((path) => relative(folder, path)).sort(), ['notes/a.jpg', 'notes/script.txt', 'notes/文案.md'])
  assert.deepEqual(notes.map((note) => relative(folder, note.path)).sort(), ['notes/README.md', 'notes/data.json'])
  assert.deepEqual((await findMaterial(['notes/README.md'], folder)).notes, [])
})

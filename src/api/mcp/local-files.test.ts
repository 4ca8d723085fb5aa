import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openLocalFiles } from './local-files.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kinora-local-')))
after(() => rmSync(folder, { recursive: true, force: true }))
const [root, beside, hidden] = [join(folder, 'root'), join(folder, 'root-beside'), join(folder, 'root/kept')]
for (const one of [root, beside, hidden]) mkdirSync(one)
for (const one of [root, beside, hidden]) writeFileSync(join(one, 'a.txt'), one)
symlinkSync(beside, join(root, 'away'))
symlinkSync(root, join(folder, 'entrance'))
symlinkSync(join(root, 'a.txt'), join(root, 'within.txt'))
symlinkSync(join(folder, 'nowhere.txt'), join(root, 'dangling.txt'))

const files = await openLocalFiles({ roots: [join(folder, 'entrance'), root], hidden: [hidden] })
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'accepted', (thrown: { readonly code?: string }) => thrown.code)
const read = async (path: string) => {
  const file = await files.open(path)
  let text = ''
  for await (const part of file.bytes) text += Buffer.from(part).toString()
  await file.close()
  return text
}
async function* content(...parts: readonly (string | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part
    yield Buffer.from(part)
  }
}

test('files inside a root are read, also through links that stay inside', async () => {
  for (const path of ['a.txt', join(root, 'a.txt'), join(folder, 'entrance/a.txt'), 'within.txt', './kept/../a.txt']) assert.equal(await read(path), root, path)
})

test('whatever leads outside is refused, and what is not there outside is not told apart', async () => {
  for (const path of ['../root-beside/a.txt', '..', '/', 'away/a.txt', join(beside, 'a.txt'), join(beside, 'none.txt'), 'kept/a.txt', 'kept', '/dev/null', '']) {
    assert.match(String(await codeOf(files.open(path))), /^path-(forbidden|unreadable)$/, path)
    if (path !== '') assert.equal(await codeOf(files.open(path)), 'path-forbidden', path)
  }
  assert.equal(await codeOf(files.open('none.txt')), 'path-missing')
})

test('a film is written as a new file only, never through a link, and a broken one leaves nothing behind', async () => {
  const path = await files.write('new.mp4', content('one', 'two'))
  assert.deepEqual([path, readFileSync(path, 'utf8')], [join(root, 'new.mp4'), 'onetwo'])
  assert.equal(await codeOf(files.write('new.mp4', content('x'))), 'path-taken')
  assert.equal(await codeOf(files.write('dangling.txt', content('x'))), 'path-taken')
  for (const outside of ['away/b.mp4', '../b.mp4', 'kept/b.mp4', join(beside, 'b.mp4'), '..']) assert.equal(await codeOf(files.write(outside, content('x'))), 'path-forbidden', outside)
  assert.equal(await codeOf(files.write('none/b.mp4', content('x'))), 'path-missing')
  assert.equal(await codeOf(files.write('broken.mp4', content('half', new Error('the rest is lost')))), 'path-unwritable')
  assert.deepEqual([existsSync(join(root, 'broken.mp4')), existsSync(join(folder, 'nowhere.txt')), existsSync(join(beside, 'b.mp4'))], [false, false, false])
})

test('a root must be a folder', async () => {
  assert.equal(await codeOf(openLocalFiles({ roots: [join(root, 'a.txt')] })), 'path-missing')
  assert.equal(await codeOf(openLocalFiles({ roots: [join(root, 'none')] })), 'path-missing')
})

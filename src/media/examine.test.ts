// Intake as a whole: real photos in, refusals with reasons, the folder of facts, cancelling.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { createMedia } from './examine.ts'

const photos = resolve('../shared/photos')
const skip = existsSync(photos) ? false : 'skipped: no ../shared'
const folder = mkdtempSync(join(tmpdir(), 'kinora-examine-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, bytes: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test('every real photo comes back as an asset with its upright size', { skip }, async () => {
  const files = readdirSync(photos).filter((name) => /\.(jpg|webp)$/.test(name)).map((name) => join(photos, name))
  let last = 0
  const results = await createMedia({ cacheFolder: join(folder, 'cache') }).examine(files, { onProgress: (done) => { last = done } })
  assert.equal(last, files.length)
  const sizes = new Map(results.map((result) => {
    assert.ok(result.ok && 'asset' in result, JSON.stringify(result))
    const facts = result.asset.facts!
    assert.ok(facts.kind === 'photo')
    return [result.asset.name, `${facts.width}x${facts.height}`]
  }))
  for (let orientation = 1; orientation <= 8; orientation++) assert.equal(sizes.get(`orientation-portrait-${orientation}.jpg`), '1200x1800')
  assert.equal(sizes.get('phone-box-exif6.jpg'), '1836x3264')
  const again = await createMedia({ cacheFolder: join(folder, 'cache') }).examine(files)
  assert.deepEqual(again, results, 'the folder of facts gives the same facts')
})

test('what is no material is refused by name and with a reason, and does not stop the rest', async () => {
  const good = write('good.png', await sharp({ create: { width: 800, height: 600, channels: 3, background: '#336699' } }).png().toBuffer())
  const fifo = join(folder, 'pipe.mp4')
  execFileSync('mkfifo', [fifo])
  const link = join(folder, 'link.jpg')
  symlinkSync(good, link)
  mkdirSync(join(folder, 'album.jpg'))
  const expected: [string, string, RegExp][] = [
    [write('beach.jpg', '<!doctype html><html><body>Not found</body></html>'), 'file-kind-refused', /This is an HTML page named beach\.jpg/],
    [write('empty.jpg', ''), 'file-empty', /empty\.jpg is empty/],
    [write('list.mp4', '#EXTM3U\nhttp://somewhere/clip.ts'), 'file-kind-refused', /This is a playlist .* named list\.mp4/],
    [write('words.mp4', 'just words'), 'file-kind-refused', /This is a text file named words\.mp4/],
    [write('cut.mp4', Uint8Array.from([0, 0, 0, 16, ...Buffer.from('ftypisom'), 0, 0, 0, 0, 0, 0, 1, 0, ...Buffer.from('mdat')])), 'file-kind-refused', /cut off/],
    [write('noise.jpg', Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3, 4])), 'photo-unreadable', /noise\.jpg cannot be read/],
    [fifo, 'file-is-special', /pipe/],
    [link, 'file-is-link', /link\.jpg is a link/],
    [join(folder, 'album.jpg'), 'file-is-folder', /is a folder/],
    [join(folder, 'nowhere.jpg'), 'file-missing', /does not exist/],
  ]
  const results = await createMedia().examine([...expected.map(([path]) => path), good])
  for (const [index, [path, code, message]] of expected.entries()) {
    const result = results[index]!
    assert.ok(!result.ok, path)
    assert.equal(result.fault.code, code, JSON.stringify(result.fault))
    assert.match(result.fault.message, message)
    assert.equal(result.fault.path, path)
  }
  assert.ok(results.at(-1)!.ok)
})

test('words come back as text, whatever encoding they were saved in', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('海边的一天', 'utf16le')])
  const gbk = Buffer.from([0xba, 0xa3, 0xb1, 0xdf, 0xb5, 0xc4, 0xd2, 0xbb, 0xcc, 0xec])
  const results = await createMedia().examine([write('a.txt', '海边的一天'), write('b.txt', utf16), write('c.txt', gbk), write('big.txt', 'word '.repeat(50_000))])
  for (const result of results.slice(0, 3)) assert.equal(result.ok && 'text' in result && result.text, '海边的一天')
  assert.equal(!results[3]!.ok && results[3]!.fault.code, 'file-too-large')
})

test('a cancelled look ends with a named error', async () => {
  const stop = new AbortController()
  stop.abort()
  await assert.rejects(createMedia().examine([write('x.txt', 'x')], { signal: stop.signal }), { code: 'examine-cancelled' })
})

test('cancelling while files are under way ends the look and leaves no child behind', async () => {
  const picture = await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#336699' } }).jpeg().toBuffer()
  const files = Array.from({ length: 12 }, (_, index) => write(`many-${index}.jpg`, Buffer.concat([picture, Buffer.from([index])])))
  const stop = new AbortController()
  let told = 0
  await assert.rejects(createMedia().examine(files, { signal: stop.signal, onProgress: (done) => { told = done; if (done === 2) stop.abort() } }), { code: 'examine-cancelled' })
  assert.ok(told < files.length, `${told} of ${files.length}`)
})

test('a hash that the caller knows is taken, and a file without one is read for it', async () => {
  const path = write('known.png', await sharp({ create: { width: 40, height: 30, channels: 3, background: '#246' } }).png().toBuffer())
  const other = write('other.png', await sharp({ create: { width: 30, height: 40, channels: 3, background: '#642' } }).png().toBuffer())
  const known = 'ab'.repeat(32)
  const [first, second] = await createMedia().examine([path, other], { hashes: new Map([[path, known]]) })
  assert.ok(first?.ok && 'asset' in first && second?.ok && 'asset' in second)
  assert.deepEqual([first.asset.hash, first.asset.id], [known, `asset-${known.slice(0, 12)}`])
  assert.equal(second.asset.hash, createHash('sha256').update(readFileSync(other)).digest('hex'))
})

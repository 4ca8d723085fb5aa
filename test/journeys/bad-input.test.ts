import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { hashOf, jsonOf, kinora, paint, paintPictures, passingFolder, png } from './kit.ts'

const small = ['--size', '160x90', '--fps', '25', '--quality', 'draft', '--music', 'none', '--duration', '1', '-o', 'film.mp4', '--json']

interface Answer {
  ok: boolean
  error?: { code: string; message: string }
  files: { path: string; used: boolean; reason: string | null }[]
}

/** Files that are not what they seem, by name. */
function badFiles(): Record<string, Buffer | string> {
  return {
    'empty.jpg': '',
    'page.jpg': '<!doctype html><html><body>Not found</body></html>',
    'archive.png': Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(300, 7)]),
    'bomb.png': png(20000, 20000, Buffer.alloc(4096)),
    'noise.mp4': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919 + (index >> 3)) & 255)),
    'playlist.mp4': '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
    'list.mov': "ffconcat version 1.0\nfile '/etc/passwd'\nduration 3\n",
    'cut.mp4': Buffer.concat([Buffer.from('000000186674797069736f6d0000020069736f6d61766331', 'hex'), Buffer.alloc(64)]),
    'silence.mp3': '',
    'broken.wav': Buffer.from('52494646ffffffff57415645666d7420', 'hex'),
    'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
    'program.exe': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
  }
}

test('every bad file is named with its own reason, and the film is made of the rest', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'pile'), 1)
  for (const [name, bytes] of Object.entries(badFiles())) writeFileSync(join(folder, 'pile', name), bytes)
  writeFileSync(join(folder, 'pile', 'a-photo.txt.mp4'), paint(300, 200, 4))
  const whole = paint(300, 200, 5)
  writeFileSync(join(folder, 'pile', 'half.png'), whole.subarray(0, whole.length / 2))
  const ran = await kinora(['make', 'pile', 'pile/not-there.jpg', ...small], { folder })
  assert.equal(ran.code, 0, ran.stdout + ran.stderr)
  const { files } = jsonOf<Answer>(ran)
  const half = files.find((file) => file.path.endsWith('half.png'))
  assert.ok((half?.reason ?? '').length > 10, 'a photo that is cut off may be used, but never in silence')
  const used = files.filter((file) => file.used && file !== half).map((file) => basename(file.path)).sort()
  assert.deepEqual(used, ['a-photo.txt.mp4', 'p1.png'], 'a photo counts by its bytes, not by its name')
  const refused = files.filter((file) => !file.used && file !== half)
  assert.deepEqual(refused.map((file) => basename(file.path)).sort(), [...Object.keys(badFiles()), 'not-there.jpg'].sort())
  for (const file of refused) {
    assert.ok((file.reason ?? '').length >= 15, `${file.path}: ${String(file.reason)}`)
    assert.doesNotMatch(file.reason!, /undefined|\[object|    at |root:/, file.path)
  }
})

test('when nothing is usable the exit code is 3, each file has its reason, and no file is left', async (t) => {
  const folder = passingFolder(t)
  mkdirSync(join(folder, 'pile'))
  writeFileSync(join(folder, 'pile', 'a.jpg'), '')
  writeFileSync(join(folder, 'pile', 'b.mp4'), 'nothing of the kind')
  const ran = await kinora(['make', 'pile', ...small], { folder })
  assert.equal(ran.code, 3, ran.stderr)
  const answer = jsonOf<Answer>(ran)
  assert.deepEqual([answer.ok, answer.error?.code, answer.files.length], [false, 'nothing-usable', 2])
  assert.deepEqual(readdirSync(folder).filter((name) => !name.startsWith('.')), ['pile'])
})

for (const [what, output, code] of [
  ['a folder that is not there', 'nowhere/film.mp4', 'output-folder-missing'],
  ['a folder in place of a file', 'pile', undefined],
  ['an unknown ending', 'film.xyz', 'usage'],
  ['one of the inputs', 'pile/p1.png', 'usage'],
] as const) {
  test(`an output that cannot be: ${what}`, async (t) => {
    const folder = passingFolder(t)
    const [photo] = paintPictures(join(folder, 'pile'), 1)
    const before = hashOf(photo!)
    const args = small.map((word) => (word === 'film.mp4' ? output : word))
    const ran = await kinora(['make', 'pile', ...args], { folder })
    if (code === undefined) assert.match(readdirSync(join(folder, 'pile')).join(), /kinora-pile\.mp4/)
    else {
      assert.notEqual(ran.code, 0)
      assert.equal(jsonOf<Answer>(ran).error?.code, code)
    }
    assert.equal(hashOf(photo!), before, 'the input is as it was')
  })
}

test('an output that cannot be written is a named error before any work', { skip: process.getuid?.() === 0 ? 'root may write anywhere' : false }, async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'pile'), 1)
  mkdirSync(join(folder, 'locked'))
  chmodSync(join(folder, 'locked'), 0o500)
  const ran = await kinora(['make', 'pile', ...small.map((word) => (word === 'film.mp4' ? 'locked/film.mp4' : word))], { folder })
  assert.equal(ran.code, 1)
  assert.equal(jsonOf<Answer>(ran).error?.code, 'output-unwritable')
})

test('a broken music file is named and nothing is made without it', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'pile'), 1)
  writeFileSync(join(folder, 'song.mp3'), 'not a song')
  const ran = await kinora(['make', 'pile', ...small, '--music', 'song.mp3'], { folder })
  assert.equal(ran.code, 1, ran.stderr)
  assert.match(jsonOf<Answer>(ran).error!.message, /song\.mp3/)
  assert.ok(!existsSync(join(folder, 'film.mp4')))
})

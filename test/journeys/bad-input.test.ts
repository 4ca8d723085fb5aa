import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { hashOf, jsonOf, kinora, paint, paintPictures, passingFolder, png } from './kit.ts'

const small = ['--size', '160x90', '--fps', '25', '--quality', 'draft', '--music', 'none', '--duration', '5', '-o', 'film.mp4', '--json']

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
    'bomb.avif': hugeAvif(),
    'stump.png': paint(300, 200, 6).subarray(0, 90),
    'stream.mkv': 'v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n',
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

/** A few hundred bytes of AVIF whose header promises 192 megapixels. */
function hugeAvif(): Buffer {
  const bytes = Buffer.from(readFileSync(new URL('../../../test/journeys/small.avif', import.meta.url)))
  for (let at = bytes.indexOf('ispe'); at >= 0; at = bytes.indexOf('ispe', at + 4)) {
    bytes.writeUInt32BE(16000, at + 8)
    bytes.writeUInt32BE(12000, at + 12)
  }
  return bytes
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
  ['a path that leads through a file', 'pile/p1.png/film.mp4', 'output-folder-missing'],
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

test('a picture and a draft that cannot be written are named errors, and nothing is left of them', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'pile'), 1)
  const made = await kinora(['plan', 'pile', '--size', '160x90', '--duration', '1', '--music', 'none', '--save-draft', 'trip.json'], { folder })
  assert.equal(made.code, 0, made.stderr)
  mkdirSync(join(folder, 'taken.png'))
  for (const [args, code] of [
    [['frame', 'trip.json', '-o', 'taken.png'], 'output-is-folder'],
    [['sheet', 'trip.json', '-o', 'pile/p1.png/sheet.jpg'], 'output-folder-missing'],
    [['frame', 'trip.json', '-o', 'pile/p1.png'], 'usage'],
    [['plan', 'pile', '--save-draft', 'taken.png'], 'output-is-folder'],
  ] as const) {
    const ran = await kinora([...args, '--json'], { folder })
    assert.notEqual(ran.code, 0)
    assert.equal(jsonOf<Answer>(ran).error?.code, code, args.join(' '))
  }
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), [])
})

test('a disk that is full while writing leaves nothing under the final name', { skip: withoutSmallDisk() }, async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'pile'), 2)
  const disk = smallDisk(t, join(folder, 'disk'))
  if (disk === undefined) return
  const plan = await kinora(['plan', 'pile', '--size', '320x180', '--duration', '2', '--music', 'none', '--save-draft', 'trip.json'], { folder })
  assert.equal(plan.code, 0, plan.stderr)
  try {
    for (const args of [['render', 'trip.json', '-o', 'disk/film.mp4'], ['frame', 'trip.json', '-o', 'disk/frame.png'], ['sheet', 'trip.json', '-o', 'disk/sheet.jpg'], ['music', '--mood', 'happy', '--duration', '2', '-o', 'disk/song.wav']]) {
      const ran = await kinora([...args, '--json'], { folder })
      assert.equal(ran.code, 1, args.join(' ') + ran.stdout)
      assert.equal(jsonOf<Answer>(ran).error?.code, 'disk-full', args.join(' '))
      assert.deepEqual(readdirSync(disk), [], args.join(' '))
    }
  } finally {
    spawnSync('umount', [disk])
  }
})

function withoutSmallDisk(): string | false {
  return process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0 ? false : 'needs root on Linux to mount a small disk'
}

/** Mounts a disk of 8 KB, which the caller unmounts; skips the test where mounting is not allowed. */
function smallDisk(t: TestContext, path: string): string | undefined {
  mkdirSync(path)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', path])
  if (mounted.status !== 0) {
    t.skip('mounting is not allowed here')
    return undefined
  }
  return path
}

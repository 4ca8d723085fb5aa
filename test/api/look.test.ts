import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sharedPhotos, wav, withoutPhotos } from '../journeys/kit.ts'
import { openStudio } from '../../src/studio/index.ts'
import { makeFilm, newcomer, openServer, paint, type Newcomer, type Server } from './kit.ts'

let opened: Promise<Server> | undefined
const shared = () => (opened ??= openServer())

/** A moving GIF, 60 x 40: a frame of one colour after the other, half a second each. */
function movingGif(colors: readonly (readonly [number, number, number])[]): Uint8Array {
  const table = Buffer.alloc(128 * 3)
  colors.forEach(([red, green, blue], index) => table.set([red, green, blue], index * 3))
  const header = Buffer.from([...Buffer.from('GIF89a'), 60, 0, 40, 0, 0xf6, 0, 0])
  const frames = colors.flatMap((_, index) => {
    // Codes of eight bits, never packed: the table is cleared before it could grow.
    const codes = Array.from({ length: 24 }, () => [128, ...new Array<number>(100).fill(index)]).flat()
    const blocks = [...codes, 129].reduce<number[][]>((all, code, at) => (at % 200 === 0 ? [...all, [code]] : (all.at(-1)!.push(code), all)), [])
    return [0x21, 0xf9, 4, 0, 50, 0, 0, 0, 0x2c, 0, 0, 0, 0, 60, 0, 40, 0, 0, 7, ...blocks.flatMap((block) => [block.length, ...block]), 0]
  })
  return Buffer.concat([header, table, Buffer.from([...frames, 0x3b])])
}

async function send(server: Server, who: Newcomer, files: Readonly<Record<string, Uint8Array>>) {
  const form = new FormData()
  for (const [name, bytes] of Object.entries(files)) form.append('files', new Blob([new Uint8Array(bytes)]), name)
  await server.good('own.sendFiles', { token: who.token, path: { session: who.session }, body: form })
  return server.good('own.assets', { token: who.token, path: { session: who.session } })
}

/** Width and height that a WebP picture says. */
function sizeOf(webp: Buffer): readonly [number, number] {
  assert.deepEqual([webp.toString('latin1', 0, 4), webp.toString('latin1', 8, 12)], ['RIFF', 'WEBP'])
  const kind = webp.toString('latin1', 12, 16)
  if (kind === 'VP8X') return [webp.readUIntLE(24, 3) + 1, webp.readUIntLE(27, 3) + 1]
  if (kind === 'VP8 ') return [webp.readUInt16LE(26) & 0x3fff, webp.readUInt16LE(28) & 0x3fff]
  const bits = webp.readUInt32LE(21)
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1]
}

async function picture(url: string): Promise<Buffer> {
  const response = await fetch(url)
  assert.equal(response.status, 200, await (response.ok ? '' : response.text()))
  assert.deepEqual([response.headers.get('content-type'), response.headers.get('cache-control')], ['image/webp', 'private, max-age=86400, immutable'])
  return Buffer.from(await response.arrayBuffer())
}

test('files tell what was found on them, and have small pictures, before there is any film', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const listed = await send(server, who, { 'IMG_20240102_030405.png': paint(640, 480, 1), 'wave.gif': movingGif([[255, 0, 0], [0, 0, 255]]), 'song.wav': wav(1), 'words.txt': new TextEncoder().encode('The kettle sings.') })
  const [photo, clip, sound, script] = listed.files
  assert.deepEqual(listed.files.map(({ kind, used }: any) => [kind, used]), [['photo', false], ['clip', false], ['sound', false], ['text', false]])
  assert.deepEqual([photo.takenAt, photo.orientation, photo.pixels, photo.weak], ['2024-01-02T03:04:05', 'landscape', 640 * 480, photo.score < 0.45])
  assert.match(photo.asset, /^asset-/)
  assert.deepEqual([sound.thumbnail, script.thumbnail], [undefined, undefined])
  for (const [asked, height] of [[undefined, 192], [90, 96], [300, 384], [4320, 480]] as const) {
    assert.deepEqual(sizeOf(await picture(`${server.url}${photo.thumbnail}${asked === undefined ? '' : `&height=${asked}`}`)), [Math.round((height * 4) / 3), height])
  }
  const [early, late] = [await picture(`${server.url}${clip.thumbnail}`), await picture(`${server.url}${clip.thumbnail}&at=700`)]
  assert.deepEqual(sizeOf(early), [60, 40])
  assert.notDeepEqual(early, late)
  assert.deepEqual(await picture(`${server.url}${clip.thumbnail}&at=999`), late)
})

test('a small picture is for whoever holds the key of its own film, or a token that may read it', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const { files: [photo], key } = await send(server, who, { 'a.png': paint(320, 240, 2) })
  const { session_id: other } = await server.good('skill.withSession', { token: who.token })
  const { key: otherKey } = await server.good('own.assets', { token: who.token, path: { session: other } })
  const path = { file: photo.file_id }
  assert.equal((await server.ask('own.thumbnail', { token: who.token, path })).status, 200)
  assert.equal((await server.ask('own.thumbnail', { path, query: { key } })).status, 200)
  await server.bad('own.thumbnail', 'asset-unknown', { path, query: { key: otherKey } })
  await server.bad('own.thumbnail', 'link-expired', { path, query: { key: `${key.slice(0, -2)}AA` } })
  await server.bad('own.thumbnail', 'token-invalid', { path })
  await server.bad('own.thumbnail', 'asset-unknown', { token: (await newcomer(server)).token, path })
  const { files } = await send(server, who, { 'song.wav': wav(1) })
  await server.bad('own.thumbnail', 'asset-unknown', { token: who.token, path: { file: files.find(({ kind }: any) => kind === 'sound').file_id } })
})

test('weak, doubled and used pictures are marked, in both languages', { skip: withoutPhotos && `skipped: ${withoutPhotos}` }, async () => {
  const server = await shared()
  const who = await newcomer(server)
  const read = (name: string) => readFileSync(join(sharedPhotos, name))
  const { files } = await send(server, who, { 'blurry-street.jpg': read('blurry-street.jpg'), 'near-dup-hdr-a.jpg': read('near-dup-hdr-a.jpg'), 'near-dup-hdr-b.jpg': read('near-dup-hdr-b.jpg'), 'phone-box-exif6.jpg': read('phone-box-exif6.jpg'), 'fig-plain.heic': read('fig-plain.heic') })
  const byName = Object.fromEntries(files.map((file: any) => [file.filename, file]))
  assert.ok(byName['blurry-street.jpg'].problems.some(({ code, text }: any) => code === 'blurred' && /模糊/.test(text.zh)))
  const doubles = files.filter(({ duplicateOf }: any) => duplicateOf !== undefined)
  assert.equal(doubles.length, 1)
  assert.ok(files.some(({ file_id: id }: any) => id === doubles[0].duplicateOf))
  const upright = byName['phone-box-exif6.jpg']
  assert.equal(upright.orientation, 'portrait')
  const [width, height] = sizeOf(await picture(`${server.url}${upright.thumbnail}`))
  assert.ok(height > width)
  assert.equal(sizeOf(await picture(`${server.url}${byName['fig-plain.heic'].thumbnail}&height=96`))[1], 96)
  await server.good('own.sendTurn', { token: who.token, path: { session: who.session }, query: { wait: 'true' }, body: { text: 'a 6 second film of the best pictures, no music' } })
  const after = (await server.good('own.assets', { token: who.token, path: { session: who.session } })).files
  assert.ok(after.some(({ used }: any) => used))
})

test('a film that was made tells which files it uses', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await makeFilm(server, who)
  const { files } = await server.good('own.assets', { token: who.token, path: { session: who.session } })
  assert.deepEqual(files.map(({ used }: any) => used), [true, true])
})

test('sample pictures come as uploads, once, and a film can be made of them', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const path = { session: who.session }
  const { files, key } = await server.good('own.samples', { token: who.token, path })
  assert.equal(files.length, 10)
  assert.ok(files.every(({ filename, kind, weak, problems }: any) => /^[a-z-]+\.jpg$/.test(filename) && kind === 'photo' && !weak && problems.length === 0), JSON.stringify(files.map(({ filename, problems }: any) => [filename, problems])))
  assert.equal(sizeOf(await picture(`${server.url}/api/v1/files/${files[0].file_id}/thumbnail?key=${key}`))[1], 192)
  const again = await server.good('own.samples', { token: who.token, path })
  assert.deepEqual(again.files.map(({ file_id: id }: any) => id), files.map(({ file_id: id }: any) => id))
  const other = await newcomer(server)
  assert.equal((await server.good('own.samples', { token: other.token, path: { session: other.session } })).files.length, 10)
  await server.bad('own.samples', 'session-unknown', { token: other.token, path })
})

test('a version is heard: waveform and beats of composed music in film time, at once without the waveform', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const path = { session: who.session, version: 'current' }
  await server.bad('own.heard', 'draft-missing', { token: who.token, path })
  await makeFilm(server, who, 'make a 6 second film with upbeat music')
  const quick = await server.good('own.heard', { token: who.token, path, query: { wave: 'false' } })
  assert.deepEqual([quick.version, quick.duration, quick.wave], [1, 6000, undefined])
  const { music } = quick
  assert.deepEqual([music.start, music.end], [0, 6000])
  assert.ok(music.beats.length > 6 && music.beats.every((beat: number, index: number) => beat > 0 && beat < 6000 && beat > (music.beats[index - 1] ?? 0)))
  assert.ok(music.bars.length >= 2 && music.bars.every((bar: number) => music.beats.includes(bar)))
  const step = music.beats[1] - music.beats[0]
  assert.ok(Math.abs(60_000 / music.beatsPerMinute - step) < 3)
  const { key } = await server.good('own.assets', { token: who.token, path })
  const { wave } = await server.good('own.heard', { path: { ...path, version: '1' }, query: { key } })
  assert.deepEqual([wave.step, wave.peaks.length], [50, 120])
  assert.ok(Math.max(...wave.peaks) > 0.3 && Math.max(...wave.peaks) <= 1)
  await server.bad('own.heard', 'version-unknown', { token: who.token, path: { ...path, version: '9' } })
  await server.good('own.sendTurn', { token: who.token, path, query: { wait: 'true' }, body: { text: 'no music' } })
  assert.deepEqual((await server.good('own.heard', { token: who.token, path })).wave.peaks, [])
})

test('the beat of a song that somebody sent is listened for, and its click track is found where it is', async () => {
  const server = await shared()
  const who = await newcomer(server)
  await send(server, who, { 'a.png': paint(320, 240, 5), 'click.wav': clicks(20, 120) })
  await server.good('own.sendTurn', { token: who.token, path: { session: who.session }, query: { wait: 'true' }, body: { text: 'make a 10 second film with my music click.wav' } })
  const { music, wave } = await server.good('own.heard', { token: who.token, path: { session: who.session, version: 'current' } })
  assert.ok(Math.abs(music.beatsPerMinute - 120) < 3, String(music.beatsPerMinute))
  const between = music.beats.slice(1).map((beat: number, index: number) => beat - music.beats[index])
  assert.ok(between.every((gap: number) => Math.abs(gap - 500) < 40), between.join(' '))
  assert.equal(wave.peaks.length, 200)
  // Every half second there is a click and then silence.
  assert.ok(wave.peaks.filter((peak: number) => peak < 0.05).length > 80)
})

test('the words of a version as a subtitle file, and a conflict that says in words what happened since', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const path = { session: who.session, version: 'current' }
  await server.bad('own.subtitles', 'draft-missing', { token: who.token, path })
  await makeFilm(server, who)
  await server.bad('own.subtitles', 'asset-unknown', { token: who.token, path })
  await server.good('own.operate', { token: who.token, path, body: { operations: [{ name: 'set-subtitles', lines: [{ text: 'The kettle sings.', start: 500, duration: 1500 }, { text: '门开了。', start: 2000, duration: 1500 }] }] } })
  await server.good('own.operate', { token: who.token, path, body: { operations: [{ name: 'set-title', title: 'Dawn' }] } })
  const { key } = await server.good('own.assets', { token: who.token, path })
  const srt = await server.ask('own.subtitles', { path: { ...path, version: '2' }, query: { key } })
  assert.deepEqual([srt.headers.get('content-type'), srt.headers.get('content-disposition')?.split(';')[0]], ['application/x-subrip; charset=utf-8', 'attachment'])
  assert.match(await srt.text(), /^1\r?\n00:00:00,500 --> 00:00:02,000\r?\nThe kettle sings\./)
  const vtt = await server.ask('own.subtitles', { token: who.token, path, query: { format: 'vtt' } })
  assert.equal(vtt.headers.get('content-type'), 'text/vtt; charset=utf-8')
  assert.match(vtt.headers.get('content-disposition')!, /filename="Dawn\.vtt"/)
  assert.match(await vtt.text(), /^WEBVTT[\s\S]*门开了/)
  await server.bad('own.subtitles', 'query-invalid', { token: who.token, path, query: { format: 'exe' } })
  const { error } = await server.bad('own.operate', 'version-conflict', { token: who.token, path, body: { operations: [{ name: 'set-title', title: 'Dusk' }], expectedVersion: 1 } })
  assert.equal(error.details.current, 3)
  assert.equal(error.details.changes.length >= 2, true)
  assert.match(error.details.changes.at(-1), /Dawn/)
})

/** Width and height of a JPEG. */
function jpegSize(bytes: Buffer): readonly [number, number] {
  for (let at = 2; at < bytes.length;) {
    const [marker, length] = [bytes[at + 1]!, bytes.readUInt16BE(at + 2)]
    if (marker >= 0xc0 && marker <= 0xc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)]
    at += 2 + length
  }
  return assert.fail('no JPEG')
}

test('a strip of frames: over the whole film in one row, or from a time on in steps and rows', async () => {
  const server = await shared()
  const who = await newcomer(server)
  const path = { session: who.session, version: 'current' }
  await server.bad('own.strip', 'draft-missing', { token: who.token, path })
  await makeFilm(server, who)
  const { key } = await server.good('own.assets', { token: who.token, path })
  const strip = async (query: Record<string, string>) => {
    const response = await server.ask('own.strip', { path: { ...path, version: '1' }, query: { key, ...query } })
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/jpeg'])
    return Buffer.from(await response.arrayBuffer())
  }
  assert.deepEqual(jpegSize(await strip({ count: '6', height: '48' })), [6 * 85, 48])
  const rows = await strip({ count: '5', height: '90', columns: '2', from: '500', step: '700' })
  assert.deepEqual(jpegSize(rows), [320, 270])
  assert.notDeepEqual(await strip({ count: '5', height: '90', columns: '2', from: '900', step: '700' }), rows)
  await server.bad('own.strip', 'query-invalid', { token: who.token, path, query: { count: '5000' } })
})

/** Clicks on every beat, stronger on every fourth. */
function clicks(seconds: number, beatsPerMinute: number): Buffer {
  const rate = 48_000
  const file = wav(seconds, rate, 1)
  for (let sample = 0; sample < seconds * rate; sample++) {
    const beat = Math.floor((sample * beatsPerMinute) / 60 / rate)
    const since = sample - (beat * 60 * rate) / beatsPerMinute
    const loud = since < 1500 ? Math.exp(-since / 250) * (beat % 4 === 0 ? 0.9 : 0.5) : 0
    file.writeInt16LE(Math.round(loud * Math.sin(since / (beat % 4 === 0 ? 4 : 8)) * 32_000), 44 + sample * 2)
  }
  return file
}

test('a mix that takes long holds no connection: the answer says that the waveform is still to come', async () => {
  const server = await openServer()
  const who = await newcomer(server)
  await makeFilm(server, who, 'make a 4 second film with upbeat music')
  const path = { session: who.session, version: '1' }
  const { pieces, schedule } = server.world as any
  let mixed = (): void => undefined
  Object.assign(server.world, {
    pieces: { ...pieces, heard: () => new Promise((resolve) => { mixed = () => resolve({ step: 50, peaks: [1] }) }) },
    schedule: { after: (_milliseconds: number, work: () => void) => { setImmediate(work); return () => undefined } },
  })
  const studio = openStudio(server.world)
  const caller = await studio.accounts.authenticate(who.token)
  const early = await studio.previews.heard(caller, who.session, {})
  assert.deepEqual([early.pending, early.wave, early.music!.beats.length > 2], [true, undefined, true])
  mixed()
  Object.assign(server.world, { pieces, schedule })
  const { pending, wave } = await server.good('own.heard', { token: who.token, path })
  assert.deepEqual([pending, wave.peaks.length], [undefined, 80])
})

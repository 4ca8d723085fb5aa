import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { writePacketFile, type ChunkHeader } from './packet-file.ts'
import { createChunkEncoder } from './encoder.ts'
import { joinMovie } from './join.ts'
import { inFolder, photoFilm, withoutPhotos } from './fixture.ts'
import { renderFilm } from './render.ts'
import { createRenderer } from './renderer.ts'
import { openOutput } from './output-file.ts'
import { createFactsCollector } from './picture-facts.ts'
import { videoSettings } from './settings.ts'

const probe = spawnSync('ffprobe', ['-version']).status === 0

async function makeFilm(folder: string, format: 'mp4' | 'mov', frames: number): Promise<string> {
  const settings = videoSettings('mp4', 'draft', 320, 180, { numerator: 30000, denominator: 1001 })
  const chunks = []
  for (let from = 0; from < frames; from += settings.chunkFrames) {
    const encoder = createChunkEncoder(settings)
    const facts = createFactsCollector()
    for (let frame = from; frame < Math.min(frames, from + settings.chunkFrames); frame++) {
      const planes = { width: 320, height: 180, y: new Uint8Array(320 * 180).map((_, at) => 16 + ((at + frame * 3) % 200)), u: new Uint8Array(160 * 90).fill(128), v: new Uint8Array(160 * 90).fill(100) }
      facts.add(planes.y, 320, 320, 180, false)
      encoder.add(planes)
    }
    const path = join(folder, `${from}.chunk`)
    const { configuration, packets, shown } = encoder.finish()
    const header: ChunkHeader = { configuration: configuration.toString('base64'), sizes: packets.map((packet) => packet.length), shown, facts: facts.finish() }
    await writePacketFile(path, header, packets)
    chunks.push({ key: String(from), path })
  }
  const output = join(folder, `film.${format}`)
  const file = await openOutput(output)
  const { facts } = await joinMovie({ format, title: 'Sea 海', settings, chunks }, file)
  assert.equal(facts.luma.length, frames)
  await file.finish()
  return output
}

for (const format of ['mp4', 'mov'] as const) {
  test(`a joined ${format} holds every frame in order with exact times`, { skip: probe ? false : 'skipped: no ffprobe' }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinora-join-'))
    const film = await makeFilm(folder, format, 121)
    const said = spawnSync('ffprobe', ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-show_frames', '-of', 'json', film], { encoding: 'utf8' })
    assert.equal(said.stderr, '')
    const { streams, frames, format: facts } = JSON.parse(said.stdout)
    const [stream] = streams
    assert.equal(stream.profile, 'High')
    assert.equal(stream.pix_fmt, 'yuv420p')
    assert.deepEqual([stream.color_space, stream.color_primaries, stream.color_transfer, stream.color_range], ['bt709', 'bt709', 'bt709', 'tv'])
    assert.equal(stream.nb_read_frames, '121')
    assert.equal(stream.r_frame_rate, '30000/1001')
    assert.equal(facts.tags.title, 'Sea 海')
    assert.equal(facts.tags.creation_time, undefined)
    frames.forEach((frame: { pts: number; key_frame: number }, index: number) => {
      assert.equal(frame.pts, index * 1001)
      assert.equal(frame.key_frame, index % 60 === 0 ? 1 : 0)
    })
    assert.equal((await readFile(film)).subarray(4, 8).toString(), 'ftyp')
    await rm(folder, { recursive: true })
  })
}

test('a webm film plays from beginning to end with its sound', { skip: withoutPhotos }, () => inFolder(async (folder) => {
  const output = join(folder, 'film.webm')
  const made = await renderFilm({ draft: photoFilm(['kayak.jpg', 'daisy.jpg']), output, format: 'webm', quality: 'draft', workers: 1, cache: null }, { cache: null })
  const renderer = createRenderer()
  const { report } = await renderer.check(output)
  await renderer.close()
  assert.equal(report.frames, 90)
  assert.equal(report.video?.codec, 'vp9')
  assert.equal(report.audio?.codec, 'opus')
  assert.equal(report.video?.colorSpace, 'bt709')
  assert.equal(report.video?.keyframeIntervalSeconds, 2)
  assert.equal(made.output.frames, 90)
}))

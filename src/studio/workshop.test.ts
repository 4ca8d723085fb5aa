import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashText } from '../base/index.ts'
import { filmDuration, layOut, type Asset } from '../draft/index.ts'
import type { ExaminedFile, RenderRequest, Workplace } from './ports.ts'
import { NothingUsable, createWorkshop, type FilmRequest } from './workshop.ts'

/** A workplace in memory: files are known by their names, renders are remembered. */
function workplace(files: Readonly<Record<string, ExaminedFile>>) {
  const rendered: RenderRequest[] = []
  const place: Workplace = {
    media: {
      async examine(paths, options) {
        return paths.map((path, index) => {
          options?.onProgress?.(index + 1, paths.length)
          return files[path] ?? { path, ok: false, fault: { code: 'file-missing', message: `${path} does not exist.`, path } }
        })
      },
      thumbnail: () => assert.fail('nobody asked'), samples: () => assert.fail('nobody asked'),
    },
    music: { beats: async () => ({ beatsPerMinute: 120, confidence: 0.9, beats: Array.from({ length: 180 }, (_, beat) => 500 * (beat + 1)), downbeats: [] }), grid: () => assert.fail('nobody asked'), effect: () => assert.fail(), write: () => assert.fail('nobody asked') },
    voice: { say: () => assert.fail('nobody asked'), measure: () => assert.fail('nobody asked'), list: () => assert.fail('nobody asked') },
    render: {
      async render(request) {
        rendered.push(request)
        return {
          output: { path: request.output, format: request.format ?? 'mp4', width: 2, height: 2, framesPerSecond: 30, frames: 1, durationSeconds: 1, bytes: 1 },
          chunks: { total: 1, encoded: 1, reused: 0 }, timings: { wallSeconds: 1, cpuSeconds: 1, stages: {} }, checks: [], warnings: [],
        }
      },
      frame: async () => new Uint8Array(), sheet: async () => new Uint8Array(), strip: async () => new Uint8Array(), check: () => assert.fail('nobody asked'),
    },
  }
  return { workshop: createWorkshop(place), rendered }
}

/** 64 hex digits, as a SHA-256 has. */
function hashOf(content: string): string {
  return hashText(content).toString(16).padStart(64, '0')
}

function photo(path: string, content = path): ExaminedFile {
  const asset: Asset = { id: `asset-${content}`, name: path, kind: 'photo', source: path, hash: hashOf(content), facts: { kind: 'photo', width: 3000, height: 2000, bytes: 1, format: 'jpeg' } }
  return { path, ok: true, asset, warnings: [] }
}

function song(path: string): ExaminedFile {
  return { path, ok: true, asset: { id: `asset-${path}`, name: path, kind: 'sound', source: path, hash: hashOf(path), facts: { kind: 'sound', bytes: 1, format: 'mp3', duration: 90000, sampleRate: 48000, channels: 2 } }, warnings: [] }
}

const files: Readonly<Record<string, ExaminedFile>> = {
  'a.jpg': photo('a.jpg'), 'b.jpg': photo('b.jpg'), 'a-copy.jpg': photo('a-copy.jpg', 'a.jpg'), 'song.mp3': song('song.mp3'),
  'cut.jpg': { ...photo('cut.jpg'), warnings: ['The file is cut off; its lower third is grey.'] } as ExaminedFile,
  'words.txt': { path: 'words.txt', ok: true, text: 'Once upon a time.', warnings: [] },
}

test('every given file comes back, in order, used or with its reason', async () => {
  const { workshop } = workplace(files)
  const film = await workshop.plan({ files: ['a.jpg', 'gone.jpg', 'a-copy.jpg', 'cut.jpg', 'song.mp3', 'words.txt'] })
  assert.deepEqual(film.files.map(({ path, used }) => [path, used]), [['a.jpg', true], ['gone.jpg', false], ['a-copy.jpg', false], ['cut.jpg', true], ['song.mp3', true], ['words.txt', true]])
  assert.deepEqual(film.files.map((file) => file.reason), [undefined, 'gone.jpg does not exist.', 'The same content as a.jpg, which is in the film.', 'The file is cut off; its lower third is grey.', undefined, undefined])
})

test('when nothing is usable it says so of every file', async () => {
  const { workshop, rendered } = workplace(files)
  await assert.rejects(workshop.make({ files: ['gone.jpg', 'lost.png'], output: 'film.mp4' }), (thrown) => thrown instanceof NothingUsable && thrown.code === 'nothing-usable' && thrown.files.length === 2)
  assert.equal(rendered.length, 0)
})

test('exact wishes are met to the letter', async () => {
  const { workshop } = workplace(files)
  const { draft } = await workshop.plan({ files: ['a.jpg', 'b.jpg'], wishes: { duration: 7301, size: { width: 640, height: 640 }, frameRate: { numerator: 25, denominator: 1 }, title: 'Harbour', music: false, seed: '3' } })
  assert.equal(filmDuration(draft), 7301)
  assert.deepEqual([draft.canvas.width, draft.canvas.height, draft.canvas.frameRate.numerator, draft.title, draft.sounds.flatMap((track) => track.segments).length], [640, 640, 25, 'Harbour', 0])
})

test('a music file need not be among the files, and one that is no sound is refused by name', async () => {
  const { workshop } = workplace(files)
  const { draft } = await workshop.plan({ files: ['a.jpg'], wishes: { music: { file: 'song.mp3' } } })
  assert.deepEqual(draft.sounds.flatMap((track) => track.segments).map((segment) => segment.content), [{ kind: 'asset', asset: 'asset-song.mp3' }])
  await assert.rejects(workshop.plan({ files: ['a.jpg'], wishes: { music: { file: 'b.jpg' } } }), { code: 'music-not-sound', message: 'b.jpg is not a sound file.' })
  await assert.rejects(workshop.plan({ files: ['a.jpg'], wishes: { music: { file: 'gone.mp3' } } }), { code: 'file-missing' })
})

test('a film that is to be cut to the beat of a song has its cuts on the beats that were heard', async () => {
  const { workshop } = workplace(files)
  const { draft } = await workshop.plan({ files: ['a.jpg', 'b.jpg', 'cut.jpg', 'song.mp3'], words: '10.2 seconds, cut to the beat of the music' })
  const cuts = layOut(draft).picture.slice(1).map(({ start }) => start)
  assert.equal(cuts.length, 2)
  assert.deepEqual(cuts.filter((cut) => cut % 500 !== 0), [])
  assert.equal(filmDuration(draft), 10200)
})

test('the render gets the draft that was planned, and the output may depend on it', async () => {
  const { workshop, rendered } = workplace(files)
  const made = await workshop.make({ files: ['a.jpg'], wishes: { title: 'Pier' }, output: (film) => `${film.draft.title}.webm`, formatOf: () => 'webm', quality: 'draft', workers: 3, cache: null })
  assert.deepEqual(rendered.map(({ draft, output, format, quality, workers, cache }) => [draft, output, format, quality, workers, cache]), [[made.draft, 'Pier.webm', 'webm', 'draft', 3, null]])
})

test('the same request gives the same film, and another seed another one', async () => {
  const { workshop } = workplace(files)
  const ask = (seed: string): FilmRequest => ({ files: ['a.jpg', 'b.jpg'], wishes: { seed } })
  const drafts = await Promise.all([workshop.plan(ask('1')), workshop.plan(ask('1')), workshop.plan(ask('2'))])
  assert.deepEqual(drafts[0]!.draft, drafts[1]!.draft)
  assert.notDeepEqual(drafts[0]!.draft, drafts[2]!.draft)
})

test('a cancelled request stops before it renders', async () => {
  const { workshop, rendered } = workplace(files)
  const cancel = new AbortController()
  await assert.rejects(workshop.make({ files: ['a.jpg'], output: 'film.mp4', signal: cancel.signal, onPlan: () => cancel.abort() }), { name: 'AbortError' })
  assert.equal(rendered.length, 0)
})

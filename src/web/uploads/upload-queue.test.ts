import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createUploadQueue, atOnce, partSize, type UploadDoor, type UploadWorld } from './upload-queue.ts'
import { createPace, totalsOf, type Upload } from './upload.ts'

/** A server that keeps what came, and breaks the way as often as the dice say. */
function server(breaks: () => 'none' | 'before' | 'half' | 'answer' = () => 'none') {
  const standing = new Map<string, { readonly name: string; readonly length: number; readonly parts: Blob[]; offset: number }>()
  const films = new Map<string, Blob>()
  const seen = { most: 0, now: 0, dropped: [] as string[] }
  let serial = 0
  const door: UploadDoor = {
    async begin({ name, bytes }) {
      if (breaks() === 'before') throw new Error('away')
      if (name.endsWith('.exe')) throw new Refusal('file-unsupported')
      const remote = `u${(serial += 1)}`
      standing.set(remote, { name, length: bytes, parts: [], offset: 0 })
      return remote
    },
    async standing(remote) {
      if (breaks() === 'before') throw new Error('away')
      return standing.get(remote)?.offset
    },
    async send(remote, offset, part, progress) {
      seen.now += 1
      seen.most = Math.max(seen.most, seen.now)
      try {
        await Promise.resolve()
        const how = breaks()
        if (how === 'before') throw new Error('away')
        const record = standing.get(remote)
        assert.ok(record !== undefined && record.offset === offset, 'a part goes where the server stands')
        const came = how === 'half' ? part.slice(0, Math.floor(part.size / 2)) : part
        record.parts.push(came)
        record.offset += came.size
        progress(came.size)
        if (how === 'half') throw new Error('away')
        if (record.offset < record.length) return { offset: record.offset }
        standing.delete(remote)
        films.set(record.name, new Blob(record.parts))
        if (how === 'answer') throw new Error('away')
        return { offset: record.offset, file: `file-${record.name}` }
      } finally {
        seen.now -= 1
      }
    },
    arrived: async ({ name }) => (films.has(name) ? `file-${name}` : undefined),
    async drop(remote) {
      seen.dropped.push(remote)
    },
  }
  return { door, films, standing, seen }
}

class Refusal extends Error {}

function world(kept = new Map<string, Upload>()): UploadWorld & { readonly kept: Map<string, Upload> } {
  return {
    kept, now: () => 1, refusalOf: ({ size }) => (size === 0 ? { code: 'upload-empty', text: '' } : undefined), wait: () => Promise.resolve(), problemOf: (thrown) => (thrown instanceof Refusal ? { code: thrown.message, text: 'no' } : 'away'),
    memory: { keep: async (upload) => void kept.set(upload.id, upload), forget: async (id) => void kept.delete(id) },
  }
}

const fileOf = (name: string, size: number) => new File([new Uint8Array(size).map((_, index) => (index * 31 + size) & 255)], name, { lastModified: 7 })

test('however the network breaks, every file arrives whole, once, and none twice', async () => {
  const fate = fc.constantFrom('none', 'none', 'none', 'before', 'half', 'answer')
  await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 6 }), fc.array(fate, { maxLength: 60 }), async (sizes, fates) => {
    const left = [...fates] as ('none' | 'before' | 'half' | 'answer')[]
    const { door, films, seen } = server(() => left.pop() ?? 'none')
    const queue = createUploadQueue(world())
    queue.serve('film', door)
    const files = sizes.map((size) => fileOf(`${size}.jpg`, size + 1))
    queue.add('film', files)
    await queue.settled('film')
    assert.deepEqual(queue.current().map(({ state, file }) => [state, file]), files.map(({ name }) => ['done', `file-${name}`]))
    for (const file of files) assert.deepEqual(await films.get(file.name)!.bytes(), await file.bytes())
    assert.ok(seen.most <= atOnce)
  }), { numRuns: 60 })
})

test('a file larger than a part goes in parts, and its progress never goes back', async () => {
  const { door, films } = server()
  const queue = createUploadQueue(world())
  const told: number[] = []
  queue.onChange(() => told.push(queue.current()[0]!.sent))
  queue.serve('film', door)
  queue.add('film', [fileOf('long.mp4', partSize * 2 + 5)])
  await queue.settled('film')
  assert.equal(films.get('long.mp4')!.size, partSize * 2 + 5)
  assert.deepEqual(told, [...told].sort((left, right) => left - right))
})

test('a refused file says why and the others go on', async () => {
  const { door } = server()
  const queue = createUploadQueue(world())
  queue.serve('film', door)
  queue.add('film', [fileOf('virus.exe', 3), fileOf('nothing.jpg', 0), fileOf('a.jpg', 3)])
  await queue.settled('film')
  assert.deepEqual(queue.current().map(({ state, problem }) => [state, problem?.code]), [['refused', 'file-unsupported'], ['refused', 'upload-empty'], ['done', undefined]])
})

test('what was paused stays, goes on where it was, and what was cancelled is dropped on the server', async () => {
  let hold = (): void => undefined
  const { door, films, seen } = server()
  const slow: UploadDoor = { ...door, async send(remote, offset, part, progress, signal) {
    await new Promise<void>((go) => { hold = go; signal.addEventListener('abort', () => go()) })
    if (signal.aborted) throw new Error('away')
    return door.send(remote, offset, part, progress, signal)
  } }
  const { kept, ...rest } = world()
  const queue = createUploadQueue(rest)
  queue.serve('film', slow)
  const [first, second] = queue.add('film', [fileOf('a.jpg', 3), fileOf('b.jpg', 4)]) as [string, string]
  await settle()
  queue.pause([first])
  queue.cancel([second])
  await settle()
  assert.deepEqual(queue.current().map(({ id, state }) => [id, state]), [[first, 'paused']])
  assert.equal(kept.get(first)?.state, 'paused')
  assert.equal(kept.has(second), false)
  assert.deepEqual(seen.dropped, ['u2'])
  queue.resume([first])
  await settle()
  hold()
  await queue.settled('film')
  assert.deepEqual([...films.keys()], ['a.jpg'])
})

test('after a reload a file whose bytes were lost waits for the same file and goes on from where the server stands', async () => {
  const { door, films, standing } = server()
  standing.set('u9', { name: 'a.jpg', length: 5, parts: [new Blob([await fileOf('a.jpg', 5).slice(0, 2).bytes()])], offset: 2 })
  const queue = createUploadQueue(world())
  queue.serve('film', door)
  queue.recall([{ upload: { id: 'x', session: 'film', name: 'a.jpg', bytes: 5, modified: 7, type: '', state: 'sending', sent: 2, remote: 'u9' } }])
  assert.equal(queue.current()[0]?.state, 'missing')
  assert.deepEqual(queue.add('film', [fileOf('a.jpg', 5)]), ['x'])
  await queue.settled('film')
  assert.deepEqual(await films.get('a.jpg')!.bytes(), await fileOf('a.jpg', 5).bytes())
})

test('totals count bytes, and the pace tells the time left from the last seconds', () => {
  const one = { id: '1', session: 's', name: 'a', bytes: 100, modified: 0, type: '', state: 'sending', sent: 40 } as const
  assert.deepEqual(totalsOf([one, { ...one, id: '2', state: 'done', sent: 0 }, { ...one, id: '3', state: 'refused' }]), { files: 2, done: 1, bytes: 200, sent: 140, share: 0.7 })
  const pace = createPace()
  assert.equal(pace.timeFor(10), undefined)
  pace.tell(0, 0)
  pace.tell(2000, 100)
  assert.equal(pace.timeFor(50), 1000)
})

async function settle() {
  for (let step = 0; step < 20; step += 1) await Promise.resolve()
}

import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashOf, jsonOf, kinora, paintPictures, passingFolder } from './kit.ts'

const film = ['make', 'trip', '--size', '480x270', '--quality', 'standard', '--music', 'none', '--workers', '1', '--duration', '20', '--cache', 'kept', '-o', 'film.mp4']

/** Calls `act` once pictures are in the cache: one of its first three files may be the film's sound. */
function afterFirstChunk(folder: string, act: () => void): void {
  const timer = setInterval(() => {
    if (filesNamedByContent(join(folder, 'kept')) < 3) return
    clearInterval(timer)
    act()
  }, 10)
  timer.unref()
}

function filesNamedByContent(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name)).length : 0
}

test('killed in the middle, the same command goes on from the finished chunks and gives the same bytes', async (t) => {
  const folder = passingFolder(t)
  paintPictures(join(folder, 'trip'), 5)
  const killed = await kinora(film, { folder, started: (child) => afterFirstChunk(folder, () => child.kill('SIGKILL')) })
  assert.equal(killed.signal, 'SIGKILL', 'the render was too fast to be killed')
  assert.ok(!existsSync(join(folder, 'film.mp4')), 'nothing stands under the final name')
  const resumed = await kinora([...film, '--json'], { folder })
  assert.equal(resumed.code, 0, resumed.stderr)
  const { chunks } = jsonOf<{ chunks: { total: number; reused: number } }>(resumed)
  assert.ok(chunks.reused >= 1 && chunks.reused < chunks.total, JSON.stringify(chunks))
  const cold = await kinora([...film.map((word) => (word === 'kept' ? 'none' : word === 'film.mp4' ? 'cold.mp4' : word))], { folder })
  assert.equal(cold.code, 0, cold.stderr)
  assert.equal(hashOf(join(folder, 'film.mp4')), hashOf(join(folder, 'cold.mp4')))
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} cancels cleanly: exit code 4, no file, no leftovers`, async (t) => {
    const folder = passingFolder(t)
    paintPictures(join(folder, 'trip'), 5)
    const ran = await kinora([...film, '--json'], { folder, started: (child) => afterFirstChunk(folder, () => child.kill(signal)) })
    assert.equal(ran.code, 4, `signal ${String(ran.signal)}\n${ran.stderr}`)
    assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'cancelled')
    assert.deepEqual(readdirSync(folder).sort(), ['kept', 'trip'])
  })
}

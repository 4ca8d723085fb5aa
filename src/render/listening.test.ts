import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { closeEars, createEars, listen, listenFar, type Recording } from './listening.ts'
import { createSoundEncoder, soundRate, type SoundCodec } from './sound-encoder.ts'
import { readWave } from './wave.ts'

/** Half a second of silence, then a tone of this level until the end. */
function recorded(codec: SoundCodec, level: number, seconds = 3): { recording: Recording; packets: Buffer[] } {
  const packets: Buffer[] = []
  const encoder = createSoundEncoder(codec, (packet) => packets.push(Buffer.from(packet)))
  const recording = { codec, ...encoder.describe(), samples: seconds * soundRate }
  for (let at = 0; at < recording.samples; at += encoder.packetSamples) {
    const tone = Float32Array.from({ length: encoder.packetSamples }, (_, index) => (at + index < soundRate / 2 ? 0 : level * Math.sin((2 * Math.PI * 997 * (at + index)) / soundRate)))
    encoder.add(tone, tone)
  }
  encoder.finish()
  return { recording, packets }
}

test('what a player will hear is measured: loudness, peak, and a wave that begins with the film, not with what encoders put before it', () => {
  for (const codec of ['aac', 'opus'] as const) {
    const { recording, packets } = recorded(codec, 0.5)
    const { loudness, truePeak, wave } = listen(recording, packets)
    // A sine of 997 Hz in both sides is as loud as it is high: -6.02 dBFS. The blocks across its beginning take 0.27 off, and
    // AAC a quarter of a decibel of so pure a tone.
    assert.ok(Math.abs(loudness + 6.29) < 0.3, `${codec} ${loudness} LUFS`)
    assert.ok(Math.abs(truePeak + 6.02) < 0.6, `${codec} ${truePeak} dBTP`)
    const values = readWave(wave)
    assert.equal(values.length, 60)
    assert.ok(values.slice(0, 9).every((value) => value < 0.1) && values.slice(11).every((value) => Math.abs(value - 0.5) < 0.05), `${codec} ${values.join(' ')}`)
  }
})

function earsElsewhere(samples: number) {
  const ears = createEars(samples)
  const code = `const { workerData } = require('node:worker_threads'); import(workerData.module).then(({ lendEars }) => lendEars(workerData.ears))`
  const worker = new Worker(code, { eval: true, workerData: { ears, module: new URL('./listening.js', import.meta.url).href } })
  return { ears, ended: once(worker, 'exit') }
}

test('another thread hears the same, recording after recording, until somebody hangs up', async () => {
  const { ears, ended } = earsElsewhere(3 * soundRate)
  const far = listenFar(ears)
  for (const level of [0.5, 0, 0.9]) {
    const made = recorded('aac', level)
    const listener = far(made.recording)
    for (const packet of made.packets) listener.hear(packet)
    assert.deepEqual(listener.result(), listen(made.recording, made.packets))
  }
  closeEars(ears)
  assert.deepEqual(await ended, [0])
  const late = far(recorded('aac', 0.5, 1).recording)
  late.hear(Buffer.alloc(3))
  assert.equal(late.result(), undefined)
})

test('a thread that takes the place of one that listened already hears nothing, and whoever speaks is told', async () => {
  const { ears, ended } = earsElsewhere(soundRate)
  const made = recorded('aac', 0.5, 1)
  const listener = listenFar(ears)(made.recording)
  for (const packet of made.packets) listener.hear(packet)
  assert.ok(listener.result() !== undefined)
  assert.equal(listenFar(ears)(made.recording).result(), undefined)
  closeEars(ears)
  await ended
})

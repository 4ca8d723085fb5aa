// `npm run listen [FILE] [SECONDS]`: ten moods, three seeds, with and without the SoundFont, as one HTML file for people to
// judge what tests cannot: the songs are inside (Opus, 96 kb/s), spectrogram and beat grid drawn, thumbs kept in the browser.
// Needs a build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { installedSoundFont } from '../dist/src/media/index.js'
import { renderParts } from '../dist/src/render/index.js'
import { compose, createFontPlayer, createSpectrumAnalyser, renderSong, soundRate } from '../dist/src/sound/index.js'
import { listenPage } from './listen-page.mjs'
import { soundAsWebm } from './sound-webm.mjs'

const file = resolve(process.argv[2] ?? 'listen/listen.html')
const seconds = Number(process.argv[3] ?? 20)
if (!/[.]html?$/i.test(file)) {
  console.error('Say the name of an HTML file, listen.html for instance.')
  process.exit(2)
}
if (!(seconds >= 2 && seconds <= 120)) {
  console.error('Say how many seconds each song should last, 2 to 120.')
  process.exit(2)
}
const moods = ['lo-fi', 'upbeat', 'happy', 'cinematic', 'ambient', 'sad', 'epic', 'jazz', 'corporate', 'holiday']
const { createSoundEncoder } = await renderParts()
const path = installedSoundFont()
const bytes = path === undefined ? undefined : readFileSync(path)
const font = bytes === undefined ? undefined : await createFontPlayer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))

const songs = []
for (const mood of moods) {
  for (const seed of [1, 2, 3]) {
    const score = compose({ mood, seed, samples: Math.round(seconds * soundRate) })
    for (const [engine, player] of [['SoundFont', font], ['own instruments', undefined]]) {
      if (engine === 'SoundFont' && font === undefined) continue
      const song = await renderSong(score, player)
      songs.push({ mood, seed, engine, name: `${mood}-${seed}-${engine === 'SoundFont' ? 'font' : 'own'}`, sound: encoded(song), tempo: Math.round(score.tempo), form: score.sections.map((section) => section.name).join(' '), beats: score.beats, downs: score.downbeats, picture: spectrogram(song) })
    }
  }
  console.error(`${mood}: done`)
}
const page = Buffer.from(listenPage(songs, seconds))
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, page)
console.log(`Open ${file} in a browser: ${songs.length} songs of ${seconds} s, ${(page.length / 1e6).toFixed(1)} MB, nothing beside it needed.`)

// A song as WebM, in base64. Opus is transparent enough at this rate, and the page stays small enough to be sent around.
function encoded(song) {
  const packets = []
  const encoder = createSoundEncoder('opus', (packet) => packets.push(Buffer.from(packet)), 96_000)
  const { packetSamples } = encoder
  const length = song.left.length + encoder.describe().priming
  for (let from = 0; from < length; from += packetSamples) encoder.add(packetOf(song.left, from, packetSamples), packetOf(song.right, from, packetSamples))
  return soundAsWebm({ ...encoder.finish(), packets }).toString('base64')
}

function packetOf(channel, from, count) {
  const packet = new Float32Array(count)
  packet.set(channel.subarray(from, from + count))
  return packet
}

// 360 columns of 64 logarithmic rows, one byte each, as base64.
function spectrogram(song) {
  const [columns, rows, size] = [360, 64, 4096]
  const analyser = createSpectrumAnalyser(size)
  const levels = Buffer.alloc(columns * rows)
  for (let column = 0; column < columns; column++) {
    const power = analyser.power(song.left, Math.floor(((song.left.length - size) * column) / (columns - 1)))
    for (let row = 0; row < rows; row++) {
      const bin = (hertz) => (hertz * size) / soundRate
      const [from, to] = [bin(40 * 2 ** ((row * 8.5) / rows)), bin(40 * 2 ** (((row + 1) * 8.5) / rows))]
      let most = 1e-12
      for (let index = Math.floor(from); index <= Math.min(size / 2, Math.ceil(to)); index++) most = Math.max(most, power[index])
      levels[column * rows + row] = Math.max(0, Math.min(255, Math.round((10 * Math.log10(most) + 50) * 2.6)))
    }
  }
  return levels.toString('base64')
}

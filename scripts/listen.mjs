// `npm run listen [FOLDER] [SECONDS]`: ten moods, three seeds, with and without the SoundFont, as one page for people to judge
// what tests cannot: spectrogram and beat grid drawn, thumbs kept in the browser. Needs a build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { installedSoundFont, writeWavFile } from '../dist/src/media/index.js'
import { compose, createFontPlayer, createSpectrumAnalyser, renderSong, sourceOf, soundRate } from '../dist/src/sound/index.js'
import { listenPage } from './listen-page.mjs'

const folder = resolve(process.argv[2] ?? 'listen')
const seconds = Number(process.argv[3] ?? 20)
if (!(seconds >= 2 && seconds <= 120)) {
  console.error('Say how many seconds each song should last, 2 to 120.')
  process.exit(2)
}
const moods = ['lo-fi', 'upbeat', 'happy', 'cinematic', 'ambient', 'sad', 'epic', 'jazz', 'corporate', 'holiday']
mkdirSync(folder, { recursive: true })
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
      const file = `${mood}-${seed}-${engine === 'SoundFont' ? 'font' : 'own'}.wav`
      await writeWavFile(join(folder, file), sourceOf(song), score.samples)
      songs.push({ mood, seed, engine, file, tempo: Math.round(score.tempo), form: score.sections.map((section) => section.name).join(' '), beats: score.beats, downs: score.downbeats, picture: spectrogram(song) })
    }
  }
  console.error(`${mood}: done`)
}
writeFileSync(join(folder, 'index.html'), listenPage(songs, seconds))
console.log(`Open ${join(folder, 'index.html')} in a browser.`)

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

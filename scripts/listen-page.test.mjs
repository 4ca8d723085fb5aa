// The listening page in a real browser: pictures drawn, thumbs pressed and kept, sounds played from inside the one file.
// Without Chromium only its text is looked at.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { renderParts } from '../dist/src/render/index.js'
import { listenPage } from './listen-page.mjs'
import { soundAsWebm } from './sound-webm.mjs'

const browser = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout?.trim()).find((path) => path)
const picture = Buffer.alloc(360 * 64, 200).toString('base64')
const sound = await tone(2)
const song = (mood, seed) => ({ mood, seed, engine: 'own instruments', name: `${mood}-${seed}`, sound, tempo: 90, form: 'A', beats: [0, 0.5, 1, 1.5], downs: [0], picture })
const songs = [song('jazz', 1), song('jazz', 2), song('</script><b>', 3)]

test('the page loads nothing from elsewhere and no name can break out of it', () => {
  const page = listenPage(songs, 2)
  assert.doesNotMatch(page, /https?:\/\//)
  assert.equal(page.match(/<\/script>/g).length, 2)
})

test('in a browser the songs are drawn, played from within, judged, and the verdict is kept', { skip: browser === undefined ? 'skipped: no Chromium here' : false }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-listen-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'listen.html'), listenPage(songs, 2))
  const program = await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'] })
  t.after(() => program.close())
  const page = await program.newPage()
  const told = []
  // A warning is about this test's own looking at pixels.
  page.on('console', (message) => { if (message.type() === 'error') told.push(message.text()) })
  page.on('pageerror', (error) => told.push(String(error)))
  page.on('request', (request) => { if (!request.url().startsWith('data:')) told.push(request.url()) })
  const address = pathToFileURL(join(folder, 'listen.html')).href
  await page.goto(address)
  await page.click('button.yes')
  const found = await page.evaluate(look)
  assert.deepEqual(found, { canvases: 3, moods: ['jazz', '</script><b>'], sounds: 3, pressed: 1, count: '1 of 3 judged.', sky: '200,133,127', bar: '255,255,255', beat: found.beat, between: '12,13,16' })
  assert.notEqual(found.beat, found.between)
  const played = await page.evaluate(play)
  assert.ok(Math.abs(played.duration - 2) < 0.05 && played.at >= 1.5, JSON.stringify(played))
  await page.reload()
  assert.equal(await page.locator('button.yes[aria-pressed=true]').count(), 1)
  assert.deepEqual(told, [address, address], 'the page and nothing else is loaded, and nothing is complained about')
})

// Both run in the browser.
function look() {
  const pen = document.querySelector('canvas').getContext('2d')
  const at = (x, y) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3).join()
  return {
    canvases: document.querySelectorAll('canvas').length, moods: [...document.querySelectorAll('h2')].map((one) => one.textContent), sounds: document.querySelectorAll('audio').length,
    pressed: document.querySelectorAll('button[aria-pressed=true]').length, count: document.getElementById('count').textContent, sky: at(100, 100), bar: at(1, 270), beat: at(181, 270), between: at(100, 270),
  }
}

async function play() {
  const audio = document.querySelector('audio')
  const happens = (name) => new Promise((resolve, reject) => {
    audio.addEventListener(name, resolve, { once: true })
    audio.addEventListener('error', () => reject(new Error(audio.error.message)), { once: true })
  })
  audio.preload = 'auto'
  audio.load()
  await happens('canplaythrough')
  await audio.play()
  audio.currentTime = 1.5
  await happens('seeked')
  return { duration: audio.duration, at: audio.currentTime }
}

// A tone of some seconds as the page wants it.
async function tone(seconds) {
  const { createSoundEncoder } = await renderParts()
  const packets = []
  const encoder = createSoundEncoder('opus', (packet) => packets.push(Buffer.from(packet)), 96_000)
  for (let from = 0; from < seconds * 48_000; from += encoder.packetSamples) {
    const wave = Float32Array.from({ length: encoder.packetSamples }, (_none, index) => 0.3 * Math.sin((from + index) * 0.0576))
    encoder.add(wave, wave)
  }
  return soundAsWebm({ ...encoder.finish(), packets }).toString('base64')
}

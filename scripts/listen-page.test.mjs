// The listening page in a real browser: pictures drawn, thumbs pressed and kept. Without Chromium only its text is looked at.
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { listenPage } from './listen-page.mjs'

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
const picture = Buffer.alloc(360 * 64, 200).toString('base64')
const song = (mood, seed) => ({ mood, seed, engine: 'own instruments', file: `${mood}-${seed}.wav`, tempo: 90, form: 'A', beats: [0, 0.5, 1, 1.5], downs: [0], picture })
const songs = [song('jazz', 1), song('jazz', 2), song('</script><b>', 3)]

test('the page loads nothing from elsewhere and no name can break out of it', () => {
  const page = listenPage(songs, 2)
  assert.doesNotMatch(page, /https?:\/\//)
  assert.equal(page.match(/<\/script>/g).length, 2)
})

test('in a browser the songs are drawn, judged, and the verdict is kept', { skip: browser === undefined ? 'skipped: no Chromium here' : false }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-listen-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const probe = `<script>
    const first = document.querySelector('canvas'), pen = first.getContext('2d'), at = (x, y) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3).join()
    document.querySelector('button.yes').click()
    document.body.append(Object.assign(document.createElement('pre'), { id: 'result', textContent: JSON.stringify({
      canvases: document.querySelectorAll('canvas').length, moods: [...document.querySelectorAll('h2')].map((one) => one.textContent), sounds: document.querySelectorAll('audio').length,
      pressed: document.querySelectorAll('button[aria-pressed=true]').length, count: document.getElementById('count').textContent, sky: at(100, 100), bar: at(1, 270), beat: at(181, 270), between: at(100, 270) }) }))
  </script>`
  writeFileSync(join(folder, 'index.html'), listenPage(songs, 2) + probe)
  const { stdout } = await promisify(execFile)(browser, ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`, '--dump-dom', `file://${join(folder, 'index.html')}`], { timeout: 60_000, maxBuffer: 1 << 26 })
  const found = JSON.parse(/<pre id="result">(.*?)<\/pre>/.exec(stdout)[1].replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
  assert.deepEqual({ canvases: found.canvases, moods: found.moods, sounds: found.sounds, pressed: found.pressed, count: found.count }, { canvases: 3, moods: ['jazz', '</script><b>'], sounds: 3, pressed: 1, count: '1 of 3 judged.' })
  assert.deepEqual([found.sky, found.bar, found.between], ['200,133,127', '255,255,255', '12,13,16'])
  assert.notEqual(found.beat, found.between)
})

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { contrast, decideGround, type TextPlate } from '../compositor/index.ts'
import type { TextStyle } from '../draft/index.ts'
import { drawText } from './text-raster.ts'

const style: TextStyle = { font: 'sans', size: 0.1, weight: 700, color: '#ffffff' }

function plate(text: string, changes: Partial<TextPlate> = {}): TextPlate {
  return { kind: 'text', text, role: 'title', style, place: { area: 'center' }, canvas: { width: 640, height: 360 }, groundStrength: 0, ...changes }
}

test('a title is drawn into even planes that hold its letters, white where they are opaque', () => {
  const { plate: drawn, warnings } = drawText(plate('Urban Dreams'))
  const { planes, text } = drawn
  assert.deepEqual(warnings, [])
  assert.equal(planes.width % 2 + planes.height % 2 + text!.x % 2 + text!.y % 2, 0)
  const opaque = [...planes.alpha!.keys()].filter((pixel) => planes.alpha![pixel] === 255)
  assert.ok(opaque.length > 500)
  assert.ok(opaque.filter((pixel) => planes.y[pixel] === 235).length > opaque.length * 0.7)
  assert.equal(text!.words.length, 2)
})

test('the same request gives the same bytes', () => {
  const request = plate('海边的夏天 🌊 Summer', { groundStrength: 0.4 })
  assert.deepEqual(drawText(request), drawText(request))
})

test('a character that no font holds is named in a warning', () => {
  assert.match(drawText(plate('\u{13080} eye')).warnings[0]!.message, /\u{13080}/u)
})

test('a Hebrew text is drawn with an installed font when there is one, from right to left', () => {
  const { plate: drawn } = drawText(plate('שלום עולם'))
  const [first, second] = drawn.text!.words
  assert.ok(first!.x > second!.x)
})

const GOLDEN = {
  x: 506, y: 386, lines: [[72, 31, 765, 123], [51, 154, 806, 123]],
  words: [[72, 31, 189, 123], [283, 31, 248, 123], [555, 31, 281, 123], [51, 154, 216, 123], [267, 154, 108, 123], [375, 154, 108, 123], [483, 154, 216, 123], [722, 154, 134, 123]],
}

test('geometry of a real title stays as it is', () => {
  const { text } = drawText(plate('The quiet valley\n山谷里的日子 🏔️', { canvas: { width: 1920, height: 1080 } })).plate
  const whole = (box: { x: number; y: number; width: number; height: number }): number[] => [box.x, box.y, box.width, box.height].map(Math.round)
  assert.deepEqual({ x: text!.x, y: text!.y, lines: text!.lines.map(whole), words: text!.words.map(whole) }, GOLDEN)
})

test('a tinted twin and the letters alone lie exactly over the whole plate', () => {
  const request = plate('The word being said', { role: 'subtitle', groundStrength: 0.5 })
  const [whole, twin, letters, ground] = [request, { ...request, tint: '#ffd54a' }, { ...request, part: 'letters' as const }, { ...request, part: 'ground' as const }].map((each) => drawText(each).plate)
  for (const other of [twin, letters, ground]) {
    assert.deepEqual(other!.text, whole!.text)
    assert.deepEqual([other!.planes.width, other!.planes.height], [whole!.planes.width, whole!.planes.height])
  }
  const cover = (planes: { alpha?: Uint8Array }): number => planes.alpha!.reduce((sum, value) => sum + value, 0)
  assert.ok(cover(letters!.planes) < cover(whole!.planes) && cover(ground!.planes) < cover(whole!.planes))
})

test('drawing many texts keeps no memory once the event loop has turned', async () => {
  const turn = (): Promise<void> => new Promise((done) => setImmediate(done))
  const draw = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index++) {
      drawText(plate(`Line number ${index}`, { canvas: { width: 1920, height: 1080 } }))
      await turn()
    }
  }
  await draw(12)
  const before = process.memoryUsage().rss
  await draw(40)
  // A plate of this size is 1.3 MB of pixels: kept ones would be 50 MB.
  assert.ok(process.memoryUsage().rss - before < 30e6, `${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`)
})

test('white letters on pure white can be read everywhere on each kind of ground', () => {
  const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  for (const ground of ['auto', 'box', 'scrim'] as const) {
    for (const [text, role] of [['Hi', 'title'], ['A winter in the valley', 'title'], ['We left before sunrise\nand walked until the valley opened', 'subtitle']] as const) {
      const wish = { ...style, size: role === 'title' ? 0.1 : 0.05, ground }
      const groundStrength = decideGround({ p5: 1, p95: 1 }, wish)
      const place = { area: role === 'title' ? 'center' : 'bottom' } as const
      const { planes, text: geometry } = drawText(plate(text, { role, style: wish, place, canvas: { width: 1920, height: 1080 }, groundStrength, part: 'ground' })).plate
      for (const word of geometry!.words) {
        // From the tops of capitals to the base line, at both ends of the word.
        for (const [x, y] of [[0.02, 0.25], [0.98, 0.25], [0.02, 0.8], [0.98, 0.8]] as const) {
          const alpha = planes.alpha![Math.round(word.y + y * word.height) * planes.width + Math.round(word.x + x * word.width)]! / 255
          assert.ok(contrast(1, linear(1 - alpha)) >= 4.45, `${ground} ${text}: ${contrast(1, linear(1 - alpha))}`)
        }
      }
    }
  }
})

import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Platform, TextPlace, TextRole } from '../../draft/index.ts'
import type { TextPlate } from '../scene.ts'
import { filmOf, measure, plate, style, textSegment } from './fixture.ts'
import { layOutText } from './layout.ts'
import { textPlateRequest } from './cues.ts'
import { safeArea } from './safe-area.ts'

function linesOf(request: TextPlate): string[] {
  return layOutText(request, measure).lines.map((line) => request.text.slice(line.from, line.to))
}

test('a short title stands on one line in the middle of the canvas', () => {
  const layout = layOutText(plate('Urban Dreams'), measure)
  assert.equal(layout.lines.length, 1)
  assert.equal(layout.size, 108)
  const line = layout.lines[0]!
  assert.ok(Math.abs(line.x + line.width / 2 - 960) < 0.01)
  assert.ok(Math.abs(line.baseline - 0.365 * 108 - 540) < 0.01)
})

test('lines of a title are balanced, not filled', () => {
  assert.deepEqual(linesOf(plate('The long and winding road that leads to your door again')), ['The long and winding road', 'that leads to your door again'])
})

test('a line does not end with a small word that belongs to the next one', () => {
  for (const line of linesOf(plate('A short history of the world in seven chapters and a half', { role: 'subtitle' }))) assert.doesNotMatch(line, / (?:of|the|in|and|a)$/u)
})

test('Chinese breaks between words and never begins a line with closing punctuation', () => {
  const lines = linesOf(plate('我们在海边度过了一个难忘的夏天，每天看日出，听海浪，吃西瓜。“真的太美了！”她说。'))
  assert.ok(lines.length > 1)
  for (const line of lines) assert.doesNotMatch(line, /^[，。！？、；：”’）》」』…]/u)
  for (const line of lines) assert.doesNotMatch(line, /[“‘（《「『]$/u)
})

test('full-width marks that meet stand close together', () => {
  const width = (text: string): number => {
    const layout = layOutText(plate(text, { style: { ...style, size: 0.05 } }), measure)
    return layout.lines[0]!.width / layout.size
  }
  assert.ok(Math.abs(width('好。」（她）') - 5) < 1e-6)
  assert.ok(Math.abs(width('好她他们') - 4) < 1e-6)
})

test('a line does not end with the dash of the next speaker', () => {
  assert.deepEqual(linesOf(plate('— So, who is paying for it this time? — Not me, I paid for it last time!', { role: 'subtitle', style: { ...style, size: 0.06 } })),
    ['— So, who is paying for it this time?', '— Not me, I paid for it last time!'])
})

test('Latin words inside Chinese stay whole and get air around them', () => {
  const request = plate('用Kinora制作视频', { style: { ...style, size: 0.2 } })
  const layout = layOutText(request, measure)
  const [han, latin] = layout.lines[0]!.pieces
  assert.ok(latin!.x - han!.x - han!.advance > 0.1 * layout.size)
  assert.ok(linesOf(plate('我们用Kinora一起制作非常好看的旅行视频并且分享给所有的好朋友看一看吧')).some((line) => line.includes('Kinora')))
})

test('an over-long word shrinks first and is then broken between letters', () => {
  const shrunk = layOutText(plate('Donaudampfschifffahrtsgesellschaft', { style: { ...style, size: 0.1 } }), measure)
  assert.equal(shrunk.lines.length, 1)
  assert.ok(shrunk.size < 108 && shrunk.size >= 0.7 * 108)
  const broken = layOutText(plate('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'), measure)
  assert.ok(broken.lines.length > 1)
  assert.equal(broken.truncated, false)
})

test('ten thousand characters end with an ellipsis within the lines of the role, quickly', () => {
  const started = performance.now()
  for (const text of ['word '.repeat(2000), '字'.repeat(10000), 'x'.repeat(10000)]) {
    const layout = layOutText(plate(text, { role: 'subtitle', place: { area: 'bottom' } }), measure)
    assert.equal(layout.truncated, true)
    assert.equal(layout.lines.length, 2)
    assert.equal(layout.lines.at(-1)!.pieces.at(-1)!.text, '…')
  }
  assert.ok(performance.now() - started < 2500)
})

test('the user\'s line breaks are kept', () => {
  assert.deepEqual(linesOf(plate('One\nTwo words\n\nThree')), ['One', 'Two words', 'Three'])
})

test('a lower third has its bar at the left and a smaller second line', () => {
  const layout = layOutText(plate('Anna Meyer\nMarine biologist', { role: 'lower-third', place: { area: 'lower-third' } }), measure)
  assert.ok(layout.bar!.x + layout.bar!.width < layout.lines[0]!.x)
  assert.ok(layout.lines[1]!.size < 0.7 * layout.lines[0]!.size)
  assert.equal(layout.lines[0]!.x, layout.lines[1]!.x)
})

test('a line is the same at every resolution', () => {
  const text = 'Seven days in the valley of the winds, 第七天我们回家了'
  const big = layOutText(plate(text), measure)
  const small = layOutText(plate(text, { canvas: { width: 960, height: 540 } }), measure)
  assert.deepEqual(small.lines.map(({ from, to }) => [from, to]), big.lines.map(({ from, to }) => [from, to]))
  assert.ok(Math.abs(small.lines[0]!.x * 2 - big.lines[0]!.x) < 1e-6)
})

test('words keep their order and numbers whatever the lines are', () => {
  const { words } = layOutText(plate('Hello brave new 世界，你好！'), measure)
  assert.deepEqual(words.map(({ from, to }) => [from, to]), [[0, 5], [6, 11], [12, 15], [16, 19], [19, 22]])
})

test('Hebrew, Arabic, Thai, lone surrogates and joiners alone do not crash', () => {
  for (const text of ['שלום עולם', 'مرحبا بالعالم', 'สวัสดีชาวโลก', '\ud800', '\u200d\ufe0f', '🇨🇳🇯🇵👨‍👩‍👧‍👦1️⃣', '\t\n \r', '', 'a\u0301\u0302'.repeat(50)]) {
    for (const role of ['title', 'subtitle', 'lower-third'] as const) layOutText(plate(text, { role }), measure)
  }
})

const words = ['Summer', 'of', 'a', 'the', 'extraordinarily', '日出', '海边，', '我们的夏天。', '🌊', '👨‍👩‍👧‍👦', '🇨🇳', 'https://kinora.example/a/very/long/path', '\n', '2026年', '「好」', 'e\u0301', 'שלום']
const areas: TextPlace['area'][] = ['center', 'top', 'bottom', 'left', 'right', 'top-left', 'top-right', 'bottom-left', 'bottom-right', 'lower-third']
const roles: TextRole[] = ['title', 'caption', 'subtitle', 'lower-third', 'end-card']
const platforms: (Platform | undefined)[] = [undefined, 'youtube', 'shorts', 'tiktok', 'reels', 'stories', 'channels', 'xiaohongshu', 'bilibili']
const canvases = [[1920, 1080], [1080, 1920], [1080, 1080], [1080, 1350], [640, 360], [3840, 1608]] as const

test('no text of any kind leaves the safe area', () => {
  fc.assert(fc.property(
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 40 }), fc.constantFrom(...areas), fc.constantFrom(...roles), fc.constantFrom(...platforms),
    fc.constantFrom(...canvases), fc.double({ min: 0.02, max: 0.5, noNaN: true }), fc.option(fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) })),
    fc.constantFrom(0, 0.1, 0.2),
    (parts, area, role, platform, [width, height], size, at, outline) => {
      const request = plate(parts.join(' '), {
        role, place: { area, ...(at === null ? {} : { at }) }, canvas: { width, height, ...(platform === undefined ? {} : { platform }) }, style: { ...style, size, outline },
      })
      const { ink, block, lines } = layOutText(request, measure)
      if (lines.length === 0) return
      const safe = safeArea(request.canvas)
      for (const box of [ink, block]) {
        assert.ok(box.x >= safe.x - 0.5 && box.y >= safe.y - 0.5, JSON.stringify({ box, safe }))
        assert.ok(box.x + box.width <= safe.x + safe.width + 0.5 && box.y + box.height <= safe.y + safe.height + 0.5, JSON.stringify({ box, safe }))
      }
    },
  ), { numRuns: 400, seed: 7 })
})

test('texts that share their time stand clear of each other', () => {
  const shared = { start: 0, duration: 4000 }
  const { draft, layout } = filmOf(
    textSegment({ id: 'a', ...shared, role: 'lower-third', text: 'Anna Meyer\nMarine biologist', place: { area: 'lower-third' }, style: { ...style, size: 0.06 } }),
    textSegment({ id: 'b', ...shared, role: 'subtitle', text: 'We found them near the reef, far from the coast and much deeper than expected.', place: { area: 'bottom' }, style: { ...style, size: 0.05 } }),
    textSegment({ id: 'c', ...shared, role: 'caption', text: 'Lisbon, 2026', place: { area: 'bottom-left' }, style: { ...style, size: 0.04 } }),
    textSegment({ id: 'd', ...shared, role: 'title', text: 'The Reef', place: { area: 'center' } }),
  )
  const blocks = layout.texts.map(({ segment }) => layOutText(textPlateRequest(draft, layout, segment), measure).block)
  for (const [index, left] of blocks.entries()) {
    for (const right of blocks.slice(index + 1)) {
      const apart = left.y + left.height <= right.y || right.y + right.height <= left.y || left.x + left.width <= right.x || right.x + right.width <= left.x
      assert.ok(apart, JSON.stringify({ left, right }))
    }
  }
})

test('a subtitle moves away from a face when there is a choice', () => {
  const request = plate('She looked up and smiled.', { role: 'subtitle', place: { area: 'bottom' }, style: { ...style, size: 0.05 } })
  const usual = layOutText(request, measure).block
  const moved = layOutText({ ...request, avoid: [{ x: 0.5, y: (usual.y + usual.height / 2) / 1080 }] }, measure).block
  assert.ok(moved.y + moved.height < usual.y)
  assert.deepEqual(layOutText({ ...request, avoid: [{ x: 0.5, y: 0.2 }] }, measure).block, usual)
})

import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { TextMove } from '../../draft/index.ts'
import type { TextCommand, TextGeometry, TextPlate } from '../scene.ts'
import { textBlits } from './blits.ts'
import { eased, textCommandsAt, textCues } from './cues.ts'
import { filmOf, measure, plate, textSegment } from './fixture.ts'
import { layOutText } from './layout.ts'

const moves: TextMove[] = ['none', 'fade', 'rise', 'slide', 'pop', 'typewriter', 'words']

function framesOf(move: TextMove): TextCommand[] {
  const { draft, layout } = filmOf(textSegment({ start: 1000, animation: { enter: move, exit: move, duration: 500 } }))
  const cues = textCues(draft, layout)
  return Array.from({ length: 90 }, (_, index) => textCommandsAt(cues, 30 + index)[0]!)
}

function geometryOf(request: TextPlate): TextGeometry {
  const { block, ink, lines, words, graphemes } = layOutText(request, measure)
  const [x, y] = [2 * Math.floor(block.x / 2) - 20, 2 * Math.floor(block.y / 2) - 20]
  const local = <Box extends { x: number; y: number }>(box: Box): Box => ({ ...box, x: box.x - x, y: box.y - y })
  return {
    x, y, ink: local(ink), words: words.map(local), graphemes: graphemes.map(local),
    lines: lines.map((line) => local({ x: line.x, y: line.top, width: line.width, height: line.height })),
  }
}

test('a text is on screen in exactly its frames', () => {
  const { draft, layout } = filmOf(textSegment({ start: 1000, duration: 3000 }))
  const cues = textCues(draft, layout)
  assert.equal(textCommandsAt(cues, 29).length, 0)
  assert.equal(textCommandsAt(cues, 30).length, 1)
  assert.equal(textCommandsAt(cues, 119).length, 1)
  assert.equal(textCommandsAt(cues, 120).length, 0)
})

test('every move comes in monotonically, stands, and goes out as the mirror of its coming', () => {
  for (const move of moves) {
    const frames = framesOf(move)
    const progress = frames.map((command) => command.progress)
    const middle = progress.lastIndexOf(1)
    for (let index = 1; index <= middle; index++) assert.ok(progress[index]! >= progress[index - 1]!, move)
    assert.equal(progress[45], 1)
    if (move === 'none') continue
    assert.ok(progress[0]! > 0 && progress[0]! < 1, move)
    const exit = frames.filter((command) => command.leaving)
    const enter = frames.slice(0, exit.length)
    assert.deepEqual(exit.map((command) => command.progress).reverse(), enter.map((command) => command.progress), move)
  }
})

test('easing begins at 0, ends at 1 and never goes back', () => {
  for (const move of moves.slice(1)) {
    assert.equal(eased(move, 0), 0)
    assert.equal(eased(move, 1), 1)
    for (let step = 1; step <= 200; step++) assert.ok(eased(move, step / 200) >= eased(move, (step - 1) / 200))
  }
})

test('a text that is moved in time has the same commands, frame by frame', () => {
  const early = filmOf(textSegment({ start: 0 }))
  const late = filmOf(textSegment({ start: 2033 }))
  const at = ({ draft, layout }: typeof early, from: number): unknown => Array.from({ length: 90 }, (_, index) => textCommandsAt(textCues(draft, layout), from + index))
  assert.deepEqual(at(late, 61), at(early, 0))
})

test('a ground fades under letters that come one by one, as a plate of its own', () => {
  const { draft, layout } = filmOf(textSegment({ animation: { enter: 'typewriter', exit: 'fade', duration: 400 } }))
  const commands = textCommandsAt(textCues(draft, layout, { grounds: new Map([['x1', 0.4]]) }), 3)
  assert.deepEqual(commands.map((command) => [command.move, (JSON.parse(command.plate) as TextPlate).part]), [['fade', 'ground'], ['typewriter', 'letters']])
})

test('the word that is said is taken from a tinted twin, through short pauses', () => {
  const words = [{ text: 'urban', from: 0, to: 400 }, { text: 'dreams', from: 600, to: 1000 }]
  const { draft, layout } = filmOf(textSegment({ role: 'subtitle', words, animation: { enter: 'none', exit: 'none', duration: 0 } }))
  const cues = textCues(draft, layout)
  const said = [0, 15, 19, 29, 31].map((frame) => textCommandsAt(cues, frame)[0]!.highlight?.word)
  assert.deepEqual(said, [0, 0, 1, 1, undefined])
  assert.equal((JSON.parse(textCommandsAt(cues, 0)[0]!.highlight!.plate) as TextPlate).tint, '#ffd54a')
})

test('Chinese characters with times light up the dictionary word they stand in', () => {
  const words = [...'我们去海边'].map((text, index) => ({ text, from: index * 300, to: index * 300 + 300 }))
  const { draft, layout } = filmOf(textSegment({ text: '我们去海边。', role: 'subtitle', words }))
  const cues = textCues(draft, layout)
  assert.deepEqual([1, 10, 19, 28, 40].map((frame) => textCommandsAt(cues, frame)[0]!.highlight?.word), [0, 0, 1, 2, 2])
})

test('blits of words and letters tile the plate without overlap, and in the end they are the plate', () => {
  const request = plate('The long and winding road\nthat leads 到你的门前 again')
  const geometry = geometryOf(request)
  const size = { width: 1600, height: 300 }
  const command: TextCommand = { kind: 'text', plate: 'base', move: 'none', progress: 1, leaving: false, opacity: 1 }
  const area = (changes: Partial<TextCommand>): number => textBlits({ ...command, ...changes }, geometry, size, 1920).reduce((sum, { source }) => sum + source.width * source.height, 0)
  assert.equal(area({}), size.width * size.height)
  assert.equal(area({ move: 'words', progress: 1 }), size.width * size.height)
  assert.equal(area({ move: 'typewriter', progress: 1 }), size.width * size.height)
  assert.equal(area({ highlight: { plate: 'twin', word: 3 } }), size.width * size.height)
  for (let step = 1; step <= 30; step++) {
    for (const move of ['words', 'typewriter'] as const) assert.ok(area({ move, progress: step / 30 }) >= area({ move, progress: (step - 1) / 30 }))
  }
  const twins = textBlits({ ...command, highlight: { plate: 'twin', word: 3 } }, geometry, size, 1920).filter((blit) => blit.plate === 'twin')
  assert.equal(twins.length, 1)
  assert.ok(twins[0]!.source.width < 600)
})

test('a rising text comes to rest where it stands, a popping one at its size', () => {
  const geometry = geometryOf(plate('Urban Dreams'))
  const size = { width: 900, height: 200 }
  const at = (move: TextMove, progress: number): { x: number; y: number; width: number } =>
    textBlits({ kind: 'text', plate: 'p', move, progress, leaving: false, opacity: 1 }, geometry, size, 1920)[0]!.target
  for (const move of ['rise', 'slide', 'pop'] as const) assert.deepEqual(at(move, 1), { x: geometry.x, y: geometry.y, width: 900, height: 200 })
  assert.ok(at('rise', 0.5).y > geometry.y)
  assert.ok(at('slide', 0.5).x < geometry.x)
  assert.ok(at('pop', 0.1).width < 900)
})

import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { beforeTurn, degreesOf, quarterTurn, thenTurn, turnFilters, turnOfMatrix, wishedTurn, type ClipTurn } from './clip-turn.ts'

type Grid = readonly (readonly string[])[]

const grid: Grid = [['a', 'b', 'c'], ['d', 'e', 'f']]

function turned(cells: Grid, { transpose, mirrorX, mirrorY }: ClipTurn): Grid {
  const first = transpose ? cells[0]!.map((_, column) => cells.map((row) => row[column]!)) : cells
  const second = mirrorX ? first.map((row) => [...row].reverse()) : first
  return mirrorY ? [...second].reverse() : second
}

const anyTurn = fc.record({ transpose: fc.boolean(), mirrorX: fc.boolean(), mirrorY: fc.boolean() })

test('a quarter turn is clockwise', () => {
  assert.deepEqual(turned(grid, quarterTurn(90)), [['d', 'a'], ['e', 'b'], ['f', 'c']])
  assert.deepEqual(turned(grid, quarterTurn(180)), [['f', 'e', 'd'], ['c', 'b', 'a']])
  assert.deepEqual(turned(grid, quarterTurn(-90)), turned(grid, quarterTurn(270)))
})

test('one turn after another is their composition', () => {
  fc.assert(fc.property(anyTurn, anyTurn, (first, second) => {
    assert.deepEqual(turned(grid, thenTurn(first, second)), turned(turned(grid, first), second))
  }))
})

test('a part of the turned picture is found in the picture before', () => {
  fc.assert(fc.property(anyTurn, fc.nat(1), fc.nat(2), (turn, row, column) => {
    const after = turned(grid, turn)
    const [down, across] = [after.length, after[0]!.length]
    const [y, x] = [Math.min(row, down - 1), Math.min(column, across - 1)]
    const area = beforeTurn(turn, { x: x / across, y: y / down, width: 1 / across, height: 1 / down })
    assert.equal(grid[Math.round(area.y * 2)]![Math.round(area.x * 3)], after[y]![x])
  }))
})

test('the user turns first and mirrors then', () => {
  assert.deepEqual(turned(grid, wishedTurn({ rotate: 90, flipHorizontal: true })), [['a', 'd'], ['b', 'e'], ['c', 'f']])
})

test('display matrices of phones are read, mirrored ones too, and rubbish is upright', () => {
  const matrix = (a: number, b: number, c: number, d: number): Buffer => {
    const bytes = Buffer.alloc(36)
    ;[a, b, 0, c, d].forEach((value, index) => bytes.writeInt32LE(value * 65536, index * 4))
    return bytes
  }
  assert.equal(degreesOf(turnOfMatrix(matrix(1, 0, 0, 1))), 0)
  assert.equal(degreesOf(turnOfMatrix(matrix(0, 1, -1, 0))), 90)
  assert.equal(degreesOf(turnOfMatrix(matrix(-1, 0, 0, -1))), 180)
  assert.equal(degreesOf(turnOfMatrix(matrix(0, -1, 1, 0))), 270)
  assert.deepEqual(turnOfMatrix(matrix(-1, 0, 0, 1)), { transpose: false, mirrorX: true, mirrorY: false })
  assert.deepEqual(turnOfMatrix(Buffer.alloc(3)), quarterTurn(0))
  assert.deepEqual(turnOfMatrix(null), quarterTurn(0))
  assert.deepEqual(turnFilters(quarterTurn(90)), ['transpose=dir=cclock_flip', 'hflip'])
})

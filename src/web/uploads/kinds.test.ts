import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isClutter, kindOf, largestFile, refusalOf } from './kinds.ts'

test('files are known by what the browser says of them, else by their ending', () => {
  const kinds = [['a.jpg', 'image/jpeg'], ['IMG_1.HEIC', ''], ['b.mov', 'video/quicktime'], ['c.mkv', ''], ['d', 'audio/mpeg'], ['e.srt', ''], ['f.exe', ''], ['g.svg', 'image/svg+xml'], ['none', '']] as const
  assert.deepEqual(kinds.map(([name, type]) => kindOf({ name, type })), ['picture', 'picture', 'clip', 'clip', 'sound', 'text', undefined, undefined, undefined])
})

test('what cannot work is refused before anything is sent, with the reason', () => {
  const file = { name: 'a.mp4', type: 'video/mp4', size: largestFile }
  assert.equal(refusalOf(file), undefined)
  assert.equal(refusalOf({ ...file, size: largestFile + 1 })?.code, 'file-too-large')
  assert.match(refusalOf({ ...file, size: 3_000_000 }, 2 * 1024 * 1024)?.text ?? '', /up to 2 MB/)
  assert.equal(refusalOf({ ...file, size: 0 })?.code, 'upload-empty')
  assert.equal(refusalOf({ name: 'run.exe', type: 'application/x-msdownload', size: 5 })?.code, 'file-unsupported')
})

test('folders bring clutter that nobody meant', () => {
  assert.deepEqual(['.DS_Store', 'Thumbs.db', 'desktop.ini', 'thumbs.db.jpg', 'a.jpg'].map(isClutter), [true, true, true, false, false])
})

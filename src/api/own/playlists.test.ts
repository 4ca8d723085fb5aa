import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codecOf, mainPlaylist, partNumber, trackPlaylist } from './playlists.ts'

const stream = { version: 3, duration: 4500, segments: [{ start: 0, duration: 2000 }, { start: 2000, duration: 2500 }], hasSound: true }

test('the main playlist names picture and sound of its version, each with the key', () => {
  const text = mainPlaylist(stream, 'K')
  assert.match(text, /^#EXTM3U\n/)
  assert.match(text, /URI="\.\.\/3\/sound\.m3u8\?key=K"/)
  assert.match(text, /\n\.\.\/3\/picture\.m3u8\?key=K\n$/)
  assert.doesNotMatch(mainPlaylist({ ...stream, hasSound: false }, 'K'), /AUDIO|mp4a/)
})

test('a track lists its parts with their lengths, none longer than the target, and ends', () => {
  const text = trackPlaylist(stream, 'picture', 'K')
  assert.match(text, /#EXT-X-TARGETDURATION:3\n/)
  assert.match(text, /#EXT-X-MAP:URI="\.\.\/3\/picture\/header\.mp4\?key=K"/)
  assert.match(text, /#EXTINF:2\.00000,\n\.\.\/3\/picture\/0\.m4s\?key=K\n#EXTINF:2\.50000,\n\.\.\/3\/picture\/1\.m4s\?key=K\n#EXT-X-ENDLIST\n$/)
})

test('parts are numbers or the header, and nothing else', () => {
  assert.equal(partNumber('header.mp4'), 'header')
  assert.equal(partNumber('12.m4s'), 12)
  for (const name of ['-1.m4s', '01.m4s', '1', '../1.m4s', '1.m4s.mp4', '9999999.m4s']) assert.equal(partNumber(name), undefined, name)
})

test('the codec is the one in the header', () => {
  const header = Buffer.concat([Buffer.from('....avcC'), Buffer.from([1, 0x64, 0, 0x1f, 0xff])])
  assert.equal(codecOf(header), 'avc1.64001f')
  assert.equal(codecOf(Buffer.from('no record')), undefined)
  assert.equal(codecOf(Buffer.from('avcC')), undefined)
  assert.match(mainPlaylist(stream, 'K', 'avc1.4d401f'), /CODECS="avc1\.4d401f,mp4a\.40\.2"/)
})

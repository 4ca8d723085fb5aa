// Every kind of file by its first bytes, and no bytes that make recognition throw.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { recognize } from './recognize.ts'

const bytes = (...parts: (string | number[])[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))
const ftyp = (major: string, ...compatible: string[]) => bytes([0, 0, 0, 16 + compatible.length * 4], `ftyp${major}`, [0, 0, 0, 0], ...compatible)

const samples: [string, string, Uint8Array][] = [
  ['photo', 'jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['photo', 'png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], [0, 0, 0, 0], 'IDAT')],
  ['clip', 'apng', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], [0, 0, 0, 0], 'IHDR', [0, 0, 0, 0], [0, 0, 0, 8], 'acTL')],
  ['photo', 'webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ')],
  ['clip', 'webp-animated', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 2])],
  ['photo', 'gif', bytes('GIF89a')],
  ['photo', 'tiff', bytes('II*', [0, 8, 0, 0, 0, 0, 0])],
  ['refused', 'raw', bytes('II*', [0, 8, 0, 0, 0, 1, 0, 0x12, 0xc6, 1, 0, 4, 0, 0, 0, 1, 4, 0, 0])],
  ['photo', 'heic', ftyp('heic', 'mif1')], ['photo', 'heic', ftyp('mif1', 'heic')], ['photo', 'avif', ftyp('mif1', 'avif')], ['photo', 'avif', ftyp('avif')],
  ['clip', 'mp4', ftyp('isom', 'mp41')], ['clip', 'mov', ftyp('qt  ')], ['sound', 'm4a', ftyp('M4A ')], ['clip', 'mov', bytes([0, 0, 0, 8], 'wide')],
  ['clip', 'avi', bytes('RIFF', [0, 0, 0, 0], 'AVI ')], ['sound', 'wav', bytes('RIFF', [0, 0, 0, 0], 'WAVE')],
  ['clip', 'webm', bytes([0x1a, 0x45, 0xdf, 0xa3], 'webm', 'V_VP9')], ['clip', 'mkv', bytes([0x1a, 0x45, 0xdf, 0xa3], 'matroska', 'V_MPEG4')],
  ['sound', 'mp3', bytes('ID3', [4, 0, 0, 0, 0, 0, 0])], ['sound', 'mp3', bytes([0xff, 0xfb, 0x90, 0x64])], ['sound', 'aac', bytes([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc])],
  ['sound', 'flac', bytes('fLaC')], ['sound', 'ogg', bytes('OggS')],
  ['text', 'srt', bytes('1\r\n00:00:01,000 --> 00:00:02,000\r\nHi')], ['text', 'vtt', bytes('WEBVTT\n\n')], ['text', 'text', bytes('A day at the harbour.\n')],
  ['text', 'text', new TextEncoder().encode('海边的一天')], ['text', 'text', bytes([0xba, 0xa3, 0xb1, 0xdf])], ['text', 'text', bytes([0xff, 0xfe, 0x2d, 0x4e])],
  ['refused', 'html', bytes('<!DOCTYPE html><html>')], ['refused', 'html', bytes('\n  <html lang="en">')], ['refused', 'svg', bytes('<?xml version="1.0"?>\n<svg xmlns="">')],
  ['refused', 'pdf', bytes('%PDF-1.7')], ['refused', 'zip', bytes('PK', [3, 4])], ['refused', 'playlist', bytes('#EXTM3U\n#EXT-X-VERSION:3')],
  ['refused', 'ffconcat', bytes('ffconcat version 1.0\nfile a.mp4')], ['refused', 'ffconcat', bytes("file '/etc/passwd'\n")], ['refused', 'sdp', bytes('v=0\r\no=- 0 0 IN IP4 127.0.0.1')],
  ['refused', 'script', bytes('#!/bin/sh\n')], ['refused', 'json', bytes('{"a": 1}')], ['refused', 'program', bytes([0x7f], 'ELF')], ['refused', 'unknown', bytes([1, 2, 3, 0, 250])], ['refused', 'unknown', bytes()],
]

test('every kind is known by its bytes', () => {
  for (const [kind, format, head] of samples) {
    const found = recognize(head)
    assert.deepEqual([found.kind, found.format], [kind, format], `${format}: ${Buffer.from(head).toString('latin1').slice(0, 30)}`)
  }
})

test('no bytes make it throw, however the beginnings of real kinds are cut or changed', () => {
  const beginnings = fc.constantFrom(...samples.map(([, , head]) => head))
  fc.assert(fc.property(beginnings, fc.uint8Array({ maxLength: 64 }), fc.nat(40), (head, tail, cut) => {
    recognize(Uint8Array.from([...head.subarray(0, cut), ...tail]))
  }), { numRuns: 500 })
})

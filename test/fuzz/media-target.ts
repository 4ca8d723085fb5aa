// Photos, clips, sounds and texts as files, through the one door of intake. The decoders sit in child processes: one that
// dies or stops answering costs its file only, and is a finding all the same.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMedia } from '../../src/media/index.ts'
import { Finding, asJson, type Target } from './target.ts'

const words = [
  'ftyp', 'moov', 'mdat', 'trak', 'stsz', 'stco', 'meta', 'iloc', 'ispe', 'avif', 'heic', 'IHDR', 'IDAT', 'acTL', 'fcTL', 'iCCP', 'eXIf', 'RIFF', 'WAVE', 'WEBP', 'VP8X', 'ANIM', 'data', 'fmt ', 'GIF89a', 'NETSCAPE2.0', 'OggS',
  'OpusHead', 'fLaC', 'ID3', 'Exif\0\0', 'MM\0*', 'II*\0', '\xff\xd8', '\xff\xc0', '\xff\xc4', '\xff\xdb', '\xff\xda', '\xff\xe1', '\xff\xfb', '\x1a\x45\xdf\xa3', '#EXTM3U', 'ffconcat version 1.0', '<svg', '%PDF',
]

/** Faults of intake that mean that a decoder was lost. */
const lost = new Set(['file-kills-decoder', 'file-takes-too-long'])

export const mediaTarget: Target = {
  name: 'media', form: 'bytes', words,
  // Intake itself gives a clip three minutes; small seeds never honestly need more than this.
  slowest: 15_000,
  async open({ folder }) {
    const media = createMedia({ idle: 60_000 })
    const path = join(folder, 'input')
    return {
      async feed(input) {
        writeFileSync(path, input)
        const results = await media.examine([path])
        asJson(results)
        const [result] = results
        if (results.length !== 1 || result === undefined) throw new Finding(`one file, ${results.length} answers`)
        if (result.ok) return 'taken'
        if (lost.has(result.fault.code) || !/^[a-z]+(-[a-z]+)+$/.test(result.fault.code)) throw new Finding(`${result.fault.code}: ${result.fault.message}`)
        return 'refused'
      },
      close: async () => media.close(),
    }
  },
}

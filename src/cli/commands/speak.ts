// `kinora speak`: a text becomes a voice in a WAV file, with the times of its words.

import { resolve } from 'node:path'
import { usage } from '../arguments.ts'
import type { Command, Option } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { jsonOption, readCache } from '../film-options.ts'
import { requireFolder } from '../output-file.ts'

const options: readonly Option[] = [
  { name: 'lang', value: 'en|zh|…', meaning: 'language (default: zh for Chinese characters, else en)' },
  { name: 'voice', value: 'ENGINE:VOICE', meaning: 'one voice, like espeak:en-us or flite:slt (default: the first that works)' },
  { name: 'rate', value: 'N', meaning: 'speed, 0.5 to 2 (default 1)' },
  { name: 'output', short: 'o', value: 'OUT', meaning: 'a .wav file (default voice.wav)' },
  { name: 'cache', value: 'DIR|none', meaning: 'where finished speech is kept' },
]

/** Options that only speech has: `kinora say` with one of them speaks. */
export const speechOptions = options

export const speak: Command = {
  name: 'speak',
  usage: 'TEXT [--lang en|zh] [-o voice.wav]',
  summary: 'speak a text into a sound file',
  options: [...options, jsonOption],
  examples: [
    ['kinora speak "Welcome to Lisbon." -o welcome.wav', 'in English'],
    ['kinora speak "欢迎来到里斯本" --json', 'in Chinese; every word with its time'],
  ],
  async run(given, world) {
    const text = given.positionals.join(' ').trim()
    if (text === '') throw usage('kinora speak needs a text.', 'kinora speak "Welcome to Lisbon."')
    const output = resolve(world.folder, given.text('output') ?? 'voice.wav')
    if (!/[.]wav$/i.test(output)) throw usage(`${output}: speech is written as .wav.`)
    requireFolder(output)
    const rate = given.text('rate') === undefined ? undefined : Number(given.text('rate'))
    if (rate !== undefined && !(rate >= 0.5 && rate <= 2)) throw usage(`--rate ${given.text('rate')}: expected a number from 0.5 to 2.`)
    const language = given.text('lang') ?? (/\p{Script=Han}/u.test(text) ? 'zh' : 'en')
    const voice = given.text('voice')
    const spoken = await (await world.workshop(readCache(given, world.folder))).voice.say({ kind: 'speech', text, language, ...(voice && { voice }), ...(rate && { rate }) }, output)
    const words = spoken.words.map((word) => ({ text: word.text, from_s: word.from / 1000, to_s: word.to / 1000 }))
    world.terminal.out(given.has('json')
      ? `${JSON.stringify({ ok: true, output: { path: output, duration_s: spoken.duration / 1000, rate: 48000, channels: 2 }, voice: spoken.voice, timing: spoken.timing, words })}\n`
      : `${output}: ${(spoken.duration / 1000).toFixed(2)} s, ${spoken.voice}, ${words.length} words\n`)
    return exitCodes.ok
  },
}

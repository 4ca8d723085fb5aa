// `kinora demo`: the first film on a fresh machine. Draws its own pictures and makes a film of them, through the very
// same door as `make`.

import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readArguments, type Arguments } from '../arguments.ts'
import type { Command, Option } from '../command.ts'
import { formatOf, jsonOption, renderOptions, wishOptions, wordsOption } from '../film-options.ts'
import { showProgress } from '../progress.ts'
import { makeFilm, outputOption, saveDraftOption } from './make.ts'

const options: readonly Option[] = [{ ...outputOption, meaning: 'the film (default out/kinora-demo.mp4); its pictures go beside it' }, wordsOption, ...wishOptions, ...renderOptions, saveDraftOption, jsonOption]

/** What the demo asks for when nobody asks for anything else. */
const defaults: Readonly<Record<string, string>> = { title: 'One Day, Ten Places', duration: '30', music: 'cinematic', seed: '7' }

export const demo: Command = {
  name: 'demo',
  usage: '[options]',
  summary: 'draw sample pictures and make a film of them',
  options,
  examples: [
    ['kinora demo', 'out/kinora-demo.mp4, thirty seconds with title and music'],
    ['kinora demo --aspect 9:16 -o reel.mp4', 'the same upright'],
    ['kinora demo -p "15 seconds, black and white, hard cuts, no music"', 'try your own words on it'],
  ],
  async run(given, world) {
    const output = resolve(world.folder, given.text('output') ?? join('out', 'kinora-demo.mp4'))
    formatOf(output)
    await mkdir(dirname(output), { recursive: true })
    const progress = showProgress(world.terminal, world.clock)
    const samples = await world.drawSamples(join(dirname(output), 'demo-pictures'), (done, total) => progress.counting('painting pictures', done, total))
    progress.end()
    return makeFilm({ given: withDefaults(given), world, files: samples, notes: [], output: () => output })
  },
}

// Words decide alone when there are words: a default title or length beside them would look like disobedience.
function withDefaults(given: Arguments): Arguments {
  if (given.has('prompt')) return given
  const filler = readArguments(Object.entries(defaults).filter(([name]) => !given.has(name)).map(([name, value]) => `--${name}=${value}`), options)
  return {
    positionals: given.positionals,
    has: (name) => given.has(name) || filler.has(name),
    text: (name) => given.text(name) ?? filler.text(name),
    texts: (name) => given.texts(name),
    time: (name) => given.time(name) ?? filler.time(name),
    whole: (name, least, most) => given.whole(name, least, most) ?? filler.whole(name, least, most),
    oneOf: (name, words) => given.oneOf(name, words) ?? filler.oneOf(name, words),
    size: (name) => given.size(name),
    frameRate: (name) => given.frameRate(name),
  }
}

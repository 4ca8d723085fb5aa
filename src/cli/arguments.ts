// Reads one command's arguments. Node's own parser cuts them into pieces; the messages are ours: they name the option,
// what was wrong with it, and the nearest thing that would work. Throws KinoraErrors with the code `usage`.

import { parseArgs } from 'node:util'
import { KinoraError, type FrameRate } from '../base/index.ts'
import { nearestName } from '../draft/index.ts'

/** One option of a command. */
export interface Option {
  /** Long name without dashes. */
  readonly name: string
  readonly short?: string
  /** What stands for the value in help; absent: a switch. */
  readonly value?: string
  readonly meaning: string
}

/** What was typed, by option name. Readers throw a usage error when the value makes no sense. */
export interface Arguments {
  readonly positionals: readonly string[]
  has(name: string): boolean
  text(name: string): string | undefined
  /** Every value of an option that may stand several times, in order. */
  texts(name: string): readonly string[]
  /** Milliseconds from `30`, `30s`, `1:30`, `1m30s`, `500ms`. */
  time(name: string): number | undefined
  whole(name: string, least: number, most: number): number | undefined
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined
  size(name: string): { readonly width: number; readonly height: number } | undefined
  frameRate(name: string): FrameRate | undefined
}

/** Cuts arguments into options and positionals. */
export function readArguments(args: readonly string[], options: readonly Option[]): Arguments {
  const config = Object.fromEntries(options.map((option) => [option.name, {
    type: option.value === undefined ? 'boolean' as const : 'string' as const,
    ...(option.short === undefined ? {} : { short: option.short }),
  }]))
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true })
  const values = new Map<string, string | true>()
  const all = new Map<string, string[]>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const option = options.find((candidate) => candidate.name === token.name)
    if (option === undefined) throw unknownOption(token.rawName, options)
    if (option.value !== undefined && (token.value === undefined || token.value === '')) throw usage(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`)
    if (option.value === undefined && token.value !== undefined) throw usage(`${token.rawName} is a switch and takes no value.`)
    values.set(option.name, token.value ?? true)
    if (token.value !== undefined) all.set(option.name, [...all.get(option.name) ?? [], token.value])
  }
  return reader(values, all, positionals)
}

/** A usage error: the command line was not understood. */
export function usage(message: string, suggestion?: string): KinoraError {
  return new KinoraError({ code: 'usage', message, ...(suggestion === undefined ? {} : { suggestion }) })
}

/** Milliseconds from `30`, `30s`, `1:30`, `1:02:03.5`, `1m30s`, `500ms`; undefined when it is not a time. */
export function readTime(text: string): number | undefined {
  const clock = /^(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text)
  if (clock) return Math.round(((Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1000)
  const milliseconds = /^(\d+(?:\.\d+)?)ms$/.exec(text)
  if (milliseconds) return Math.round(Number(milliseconds[1]))
  const spelled = /^(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(text)
  if (!spelled || text === '') return undefined
  return Math.round(((Number(spelled[1] ?? 0) * 60 + Number(spelled[2] ?? 0)) * 60 + Number(spelled[3] ?? 0)) * 1000)
}

function reader(values: ReadonlyMap<string, string | true>, all: ReadonlyMap<string, readonly string[]>, positionals: readonly string[]): Arguments {
  const text = (name: string): string | undefined => {
    const value = values.get(name)
    return typeof value === 'string' ? value : undefined
  }
  /** Reads a value that was given; throws when it was given and makes no sense. */
  function read<Value>(name: string, parse: (value: string) => Value | undefined, wanted: string): Value | undefined {
    const value = text(name)
    if (value === undefined) return undefined
    const parsed = parse(value.trim())
    if (parsed === undefined) throw usage(`--${name} ${value}: ${wanted}.`)
    return parsed
  }
  return {
    positionals,
    has: (name) => values.has(name),
    text,
    texts: (name) => all.get(name) ?? [],
    time: (name) => read(name, (value) => positive(readTime(value)), 'expected a time above zero like 30, 1:30 or 1m30s'),
    whole: (name, least, most) => read(name, (value) => (/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined), `expected a whole number from ${least} to ${most}`),
    oneOf(name, words) {
      const value = text(name)
      if (value === undefined) return undefined
      const found = words.find((word) => word === value.toLowerCase())
      if (found !== undefined) return found
      const near = nearestName(value, words)
      throw usage(`--${name} ${value}: expected one of ${words.join(', ')}.`, near === undefined ? undefined : `--${name} ${near}`)
    },
    size: (name) => read(name, readSize, 'expected WIDTHxHEIGHT like 1920x1080, both even and between 16 and 3840'),
    frameRate: (name) => read(name, readFrameRate, 'expected 24, 25, 30, 50, 60, 23.976, 29.97 or 59.94'),
  }
}

function positive(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : value
}

function readSize(text: string): { readonly width: number; readonly height: number } | undefined {
  const match = /^(\d+)\s*[x×*]\s*(\d+)$/i.exec(text)
  if (!match) return undefined
  const [width, height] = [Number(match[1]), Number(match[2])]
  const fits = (side: number) => side % 2 === 0 && side >= 16 && side <= 3840
  return fits(width) && fits(height) ? { width, height } : undefined
}

function readFrameRate(text: string): FrameRate | undefined {
  const ntsc: Readonly<Record<string, number>> = { '23.976': 24000, '23.98': 24000, '29.97': 30000, '59.94': 60000 }
  if (ntsc[text] !== undefined) return { numerator: ntsc[text], denominator: 1001 }
  return ['24', '25', '30', '50', '60'].includes(text) ? { numerator: Number(text), denominator: 1 } : undefined
}

function unknownOption(typed: string, options: readonly Option[]): KinoraError {
  const near = nearestName(typed.replace(/^-+/, ''), options.map((option) => option.name))
  return usage(`There is no option ${typed}.`, near === undefined ? 'kinora help shows every option.' : `--${near}`)
}

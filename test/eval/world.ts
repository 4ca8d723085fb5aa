// The world a row assumes, from its `assets` column: what was sent as facts, and the film that is there already.
// Grammar: items parted by " + " (and by "," when a name follows); an item is `[count] kind [named a, b] [length] [more]`,
// `file.ext [length]`, or `timeline: ...`. docs/eval.md describes it with examples.

import { applyOperations, emptyDraft, type Asset, type Draft, type Operation } from '../../src/draft/index.ts'
import { remember, emptyHistory, type History } from '../../src/studio/index.ts'

export interface AssumedWorld {
  readonly assets: readonly Asset[]
  readonly script?: string
  readonly draft: Draft
  readonly history: History
}

const photoKinds = /\b(jpe?g|png|webp|heic|photos?|images?|gif)\b/
const clipKinds = /\b(mp4|mov|webm|avi|mkv|clips?|videos?)\b/
const soundKinds = /\b(mp3|m4a|wav|aac|ogg|flac)\b/
const textKinds = /\b(txt|md|srt|script|json|vtt)\b/

export function assumedWorld(column: string): AssumedWorld {
  const text = column.replace(/\((?:assumed|length assumed)\)/g, '').trim()
  if (text.startsWith('timeline:')) return timeline(text.slice('timeline:'.length))
  const parts = text === 'none' || /in progress/.test(text) ? [] : text.split(/\s*\+\s*/)
  const made = parts.map((part, index) => material(part, index))
  const script = made.find((one) => one.script !== undefined)?.script
  return { assets: made.flatMap((one) => one.assets), ...(script !== undefined && { script }), draft: emptyDraft(), history: emptyHistory }
}

interface Material {
  readonly assets: readonly Asset[]
  readonly script?: string
}

function material(part: string, group: number): Material {
  const count = Number(part.match(/^(?:about )?(\d+)\s/)?.[1] ?? 1)
  const each = part.match(/\(?(\d+(?:\.\d+)?)\s*s each/)?.[1]
  const names = namesIn(part)
  const kind = names.length > 0 && !/^\d/.test(part) ? names[0]!.name : part
  if (textKinds.test(kind) && !clipKinds.test(kind) && !photoKinds.test(kind.replace(/script/, ''))) return { assets: [], script: sampleScript(part) }
  const list = names.length > 0 ? names : Array.from({ length: count }, (): { name: string; seconds?: number } => ({ name: '' }))
  return { assets: list.map(({ name, seconds }, index) => asset(part, name, group * 1000 + index, seconds ?? (each === undefined ? lengthIn(part, list.length) : Number(each)))) }
}

// "video.mp4 60s", "2 mp4 named intro.mp4 10s, main.mp4 60s", "clip1 60s, clip2 60s".
function namesIn(part: string): { readonly name: string; readonly seconds?: number }[] {
  const after = part.match(/named (.+)/)?.[1] ?? (/^[\w-]+\.\w{3,4}\b/.test(part) ? part : /^\s*clip\d/.test(part) ? part : undefined)
  if (after === undefined) return []
  return [...after.replace(/\(.*?\)/g, '').matchAll(/([\w-]+(?:\.\w{3,4})?)(?:\s+(\d+)s)?(?=,|\s|$)/g)].filter(([, name]) => /\.\w{3,4}$/.test(name!) || /\d$/.test(name!) && /[a-z]/.test(name!) && !/^\d/.test(name!)).map(([, name, seconds]) => ({ name: name!, ...(seconds !== undefined && { seconds: Number(seconds) }) }))
}

function lengthIn(part: string, count: number): number {
  const seconds = part.match(/(?<![\d:x])(\d+(?:\.\d+)?)\s?s\b/)?.[1]
  void count
  return seconds === undefined ? 20 : Number(seconds)
}

function asset(part: string, name: string, index: number, seconds: number): Asset {
  const id = `m${index}`
  const kind = name === '' ? part : name
  if (soundKinds.test(kind)) {
    const voice = /m4a|voice|record/.test(part) && !/mp3/.test(kind)
    return { id, name: name || `${voice ? 'voice' : 'song'}${index}.${voice ? 'm4a' : 'mp3'}`, kind: 'sound', source: id, facts: { kind: 'sound', bytes: 1, format: 'mp3', duration: /\ds/.test(part) ? seconds * 1000 : 180_000, sampleRate: 48000, channels: 2, tempo: { beatsPerMinute: 120, confidence: 0.5, beats: Array.from({ length: 360 }, (_none, at) => at * 500), downbeats: Array.from({ length: 90 }, (_none, at) => at * 4) } } }
  }
  const [width, height] = sizeIn(part)
  if (clipKinds.test(kind) || /^clip/.test(kind)) {
    const silences = [{ from: Math.max(0, seconds * 1000 - 4000), to: seconds * 1000 }, { from: seconds * 400, to: seconds * 400 + 900 }]
    return { id, name: name || `clip${index + 1}.mp4`, kind: 'clip', source: id, facts: { kind: 'clip', width, height, bytes: 1, format: 'mp4', duration: seconds * 1000, frameRate: 30, hasSound: !/no sound|silent/.test(part), silences } }
  }
  const logo = /logo/.test(part)
  const palette = [{ color: '#3a5a78', share: 0.5 }, { color: '#c08050', share: 0.2 }]
  return { id, name: name || `${logo ? 'logo' : 'picture'}${index + 1}.${/png/.test(part) ? 'png' : 'jpg'}`, kind: 'photo', source: id, facts: { kind: 'photo', width: logo ? 512 : 4000, height: logo ? 512 : 3000, bytes: 1, format: 'jpeg', sharpness: 600, score: 0.7, palette } }
}

function sizeIn(part: string): readonly [number, number] {
  const height = Number(part.match(/(\d{3,4})p\b/)?.[1] ?? 1080)
  const [wide, tall] = (part.match(/\b(\d{1,2}):(\d{1,2})\b/)?.slice(1).map(Number) ?? [16, 9]) as [number, number]
  return wide >= tall ? [Math.round((height * wide) / tall), height] : [height, Math.round((height * tall) / wide)]
}

/** Words of our own; rows with a script do not say what it says. */
function sampleScript(part: string): string {
  if (/json/i.test(part)) return '{"scenes":[{"text":"Every morning starts with a small decision."},{"text":"We made that decision easier for you."},{"text":"Try it for a week and see."}]}'
  if (/srt/.test(part)) return '1\n00:00:01,000 --> 00:00:04,000\nGood to see you here.\n\n2\n00:00:12,000 --> 00:00:15,000\nLet us look at the first step.\n\n3\n00:00:20,000 --> 00:00:24,000\nThat was all of it.'
  return 'A quiet street wakes up before the sun does. Someone opens a door and puts the kettle on. By noon the whole place smells of bread. Come by and taste it.'
}

// ------------------------------------------------------------------------------------------------ a film that is there

function timeline(text: string): AssumedWorld {
  const [main = '', ...extras] = text.split(/\s*\+\s*/)
  const count = Number(main.match(/(\d+)\s+(?:photos?|clips?)/)?.[1] ?? 0)
  const named = namesIn(main.trim())
  const each = main.match(/(\d+(?:\.\d+)?)s each/)?.[1]
  const total = Number(main.match(/(?<!from )(\d+(?:\.\d+)?)s\b/)?.[1] ?? 20)
  const photos = /photo/.test(main)
  const trimmed = main.match(/trimmed from (\d+)s to (\d+)s/)
  const [width, height] = sizeIn(main)
  const assets = named.length > 0 && !photos ? named.map(({ name, seconds }, index) => asset('mp4', name, index, seconds ?? 20))
    : Array.from({ length: count || 1 }, (_none, index) => (photos ? asset('jpg', '', index, 0) : asset(`mp4 ${main.match(/\d{3,4}p/)?.[0] ?? ''}`, '', index, trimmed ? Number(trimmed[1]) : each === undefined ? total / (count || 1) : Number(each))))
  const sounds = extras.filter((extra) => /music|mp3|voice|song/.test(extra)).map((extra, index) => asset(/voice/.test(extra) ? 'm4a voice' : 'mp3', /voice/.test(extra) ? 'narration.m4a' : 'song.mp3', 900 + index, 180))
  const build: Operation[] = [
    { name: 'set-canvas', width, height },
    ...[...assets, ...sounds].map((one): Operation => ({ name: 'add-asset', asset: one })),
    ...assets.map((one): Operation => (one.kind === 'photo' ? { name: 'add-photo', asset: one.id, duration: Math.round((total * 1000) / assets.length) } : { name: 'add-clip', asset: one.id })),
    ...(/fades|transition/.test(main) || extras.some((extra) => /transition|fade/.test(extra)) ? [{ name: 'set-transition', targets: 'all', transition: { kind: 'crossfade', duration: 600 } } as const] : []),
    ...sounds.map((one): Operation => (one.name.startsWith('narration') ? { name: 'add-sound', role: 'voice', content: { kind: 'asset', asset: one.id }, start: 0 } : { name: 'set-music', content: { kind: 'asset', asset: one.id } })),
    ...extras.flatMap((extra): Operation[] => (/(?:^|\s)(?:titles?|captions?|text)/.test(extra) ? Array.from({ length: Number(extra.match(/\d+/)?.[0] ?? 1) }, (_none, index) => ({ name: 'add-text', role: 'title', text: `Part ${index + 1}`, start: index * 4000, duration: 3000 })) : /subtitle/.test(extra) ? [{ name: 'set-subtitles', lines: [{ text: 'Hello there', start: 0, duration: 2000 }] }] : [])),
  ]
  const draft = need(emptyDraft(), build)
  const loose = extras.filter((extra) => /\b(?:jpg|png|mp4|logo)\b/.test(extra)).flatMap((extra, index) => material(extra, 5 + index).assets)
  if (trimmed === null) return { assets: [...assets, ...sounds, ...loose], draft, history: emptyHistory }
  const after = need(draft, [{ name: 'trim-clip', target: draft.picture.segments[0]!.id, to: Number(trimmed[2]) * 1000 }])
  return { assets: [...assets, ...sounds, ...loose], draft: after, history: remember(emptyHistory, draft, ['keep-ranges'], `trim to ${trimmed[2]} s`) }
}

function need(draft: Draft, operations: readonly Operation[]): Draft {
  const edit = applyOperations(draft, operations)
  if (!edit.ok) throw new Error(`The assumed film cannot be built: ${edit.faults[0]?.message}`)
  return edit.draft
}

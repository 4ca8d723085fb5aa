// What the person wants, as data: intents with slots, each said or assumed; what cannot be done; what was not
// understood; and at most one question. The plan says nothing about segments or operations.

/** One value of an intent. */
export interface Slot {
  readonly value: unknown
  /** `said`: in the words. `assumed`: filled in, and the reply says so. */
  readonly source: 'said' | 'assumed'
  readonly because?: string
}

export type Action = 'create' | 'edit' | 'export' | 'credits' | 'state' | 'upload' | 'refuse'

export type IntentName =
  | 'create' | 'film-duration' | 'photo-duration' | 'segment-duration' | 'remove-ranges' | 'keep-ranges' | 'remove-segments' | 'keep-segments' | 'remove-silence' | 'split' | 'highlights'
  | 'speed' | 'pace' | 'reverse' | 'rotate' | 'flip' | 'order' | 'move' | 'swap' | 'merge' | 'replace'
  | 'aspect' | 'platform' | 'resolution' | 'frame-rate' | 'format' | 'fit' | 'background' | 'focus'
  | 'music' | 'volume' | 'mute' | 'voice' | 'subtitles' | 'beat-sync' | 'beats' | 'ducking' | 'transition-sounds'
  | 'title' | 'caption' | 'text-style' | 'remove-text' | 'edit-text' | 'end-card' | 'logo'
  | 'transition' | 'fades' | 'look' | 'motion' | 'plain' | 'select' | 'count' | 'inset' | 'grid'
  | 'undo' | 'redo' | 'restore' | 'again' | 'improve' | 'unsupported-effect'
  | 'export' | 'state' | 'credits' | 'upload'

export interface Intent {
  readonly name: IntentName
  readonly slots: Readonly<Record<string, Slot>>
}

export interface Question {
  /** In the person's language. */
  readonly text: string
  readonly options: readonly string[]
  /** What was done, or will be done, without an answer. */
  readonly default: string
}

/** Something an editor cannot honestly do. */
export interface Refusal {
  /** Key of the reason: `talking-head`, `upscale`, ... */
  readonly what: string
  /** The words it was read from. */
  readonly text: string
}

/** Something that is missing or open; the reply asks for it or says what was done without it. */
export interface Gap {
  readonly what: 'title-text' | 'caption-text' | 'effect' | 'material' | 'which-title' | 'content-search' | 'improve' | 'trim-where' | 'subtitle-words' | 'ask-first' | 'topic' | 'inset' | 'highlights' | 'look' | 'cut-reading' | 'voice-words' | 'sound-effect' | 'format' | 'speed-part' | 'call-to-action'
}

export interface Plan {
  readonly action: Action
  readonly language: 'en' | 'zh' | 'other'
  readonly intents: readonly Intent[]
  readonly gaps: readonly Gap[]
  readonly refused: readonly Refusal[]
  readonly notUnderstood: readonly string[]
}

export function said(value: unknown): Slot {
  return { value, source: 'said' }
}

export function assumed(value: unknown, because: string): Slot {
  return { value, source: 'assumed', because }
}

/** The value of a slot, typed by whoever knows the intent. */
export function slot<Value>(intent: Intent, name: string): Value | undefined {
  return intent.slots[name]?.value as Value | undefined
}

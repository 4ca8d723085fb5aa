// Progress on standard error: one line that is redrawn on a terminal, a plain line now and then anywhere else. It shows
// time left only when the render itself has measured enough to be honest. Standard output stays untouched.

import type { Clock } from '../base/index.ts'
import type { RenderProgress } from '../studio/index.ts'
import type { Terminal } from './command.ts'

const barWidth = 24
/** Redraw at most this often, ms: faster only flickers. */
const redrawEvery = 100
/** Lines of a log: one per this share of the work, and none sooner than this many ms after the last. */
const logShare = 0.1
const logEvery = 2000

const stageWords: Readonly<Record<RenderProgress['stage'], string>> = {
  prepare: 'preparing', draw: 'drawing and encoding', sound: 'mixing sound', join: 'joining', check: 'checking',
}

export interface ProgressLine {
  /** Things are done one by one: `looking at files`, `painting pictures`. */
  counting(what: string, done: number, total: number): void
  rendering(progress: RenderProgress): void
  /** Leaves the terminal clean. Must be called before anything else is written. */
  end(): void
}

export function showProgress(terminal: Terminal, clock: Clock): ProgressLine {
  let shown = -Infinity
  let logged = { at: -Infinity, done: -1 }
  let dirty = false
  function show(done: number, text: string): void {
    const now = clock.now()
    if (terminal.live) {
      if (now - shown < redrawEvery && done < 1) return
      shown = now
      dirty = true
      terminal.err(`\r\x1b[2K${fit(`${bar(done)} ${percent(done)} ${text}`, terminal.columns - 1)}`)
    } else if (done - logged.done >= logShare && now - logged.at >= logEvery) {
      logged = { at: now, done }
      terminal.err(`${percent(done)} ${text}\n`)
    }
  }
  return {
    counting: (what, done, total) => show(total === 0 ? 1 : done / total, `${what}, ${done} of ${total}`),
    rendering: (progress) => show(progress.done, describeProgress(progress)),
    end() {
      if (dirty) terminal.err('\r\x1b[2K')
      dirty = false
      logged = { at: -Infinity, done: -1 }
    },
  }
}

/** A bar that is redrawn in its line and goes away when all is done. */
export function showShare(terminal: Terminal): (done: number) => void {
  let drawn = ''
  return (done) => {
    const line = done >= 1 ? '' : `${bar(done)} ${percent(done)}`
    if (line === drawn) return
    drawn = line
    terminal.err(`\r\x1b[2K${line}`)
  }
}

/** `drawing and encoding, 3 of 15 chunks (2 reused), 12 s left` */
export function describeProgress({ stage, chunks, secondsLeft }: RenderProgress): string {
  const finished = chunks.encoded + chunks.reused
  const reused = chunks.reused > 0 ? ` (${chunks.reused} reused)` : ''
  return [
    stageWords[stage],
    ...(stage === 'draw' && chunks.total > 0 ? [`${finished} of ${chunks.total} chunks${reused}`] : []),
    ...(secondsLeft === undefined ? [] : [`${describeSeconds(secondsLeft)} left`]),
  ].join(', ')
}

/** `8 s`, `1 min 20 s`, `2 h 5 min` */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

function bar(done: number): string {
  const full = Math.round(Math.min(1, Math.max(0, done)) * barWidth)
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`
}

function percent(done: number): string {
  return `${String(Math.floor(Math.min(1, Math.max(0, done)) * 100)).padStart(3)} %`
}

function fit(text: string, columns: number): string {
  return text.length <= columns || columns < 20 ? text : `${text.slice(0, columns - 1)}…`
}

// Rows of an instruction file, run and judged.

import { performance } from 'node:perf_hooks'
import { takeTurn } from '../../src/studio/index.ts'
import { compare, type Verdict } from './compare.ts'
import { assumedWorld } from './world.ts'

export interface Row {
  readonly id: string
  readonly language: string
  readonly assets: string
  readonly instruction: string
  /** Turns that came before, in order; their results are the world of this one. */
  readonly earlier: readonly string[]
  readonly category: string
  readonly annotation: Readonly<Record<string, unknown>>
}

export interface RowOutcome extends Row {
  readonly verdicts: readonly Verdict[]
  readonly reply: string
  readonly ms: number
  readonly crash?: string
}

/** Tab-separated, one header line, columns found by their names, no quoting. */
export function readRows(text: string): Row[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '')
  const names = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    return { id: cell('id'), language: cell('language'), assets: cell('assets'), instruction: cell('instruction'), earlier: cell('earlier').split(' >> ').filter((one) => one !== ''), category: cell('category'), annotation: JSON.parse(cell('annotation')) as Row['annotation'] }
  })
}

export function evaluate(row: Row): RowOutcome {
  const started = performance.now()
  try {
    const world = row.earlier.reduce((now, text) => {
      const turn = takeTurn({ text, draft: now.draft, history: now.history, world: now, seed: row.id })
      return { ...now, draft: turn.draft, history: turn.history }
    }, assumedWorld(row.assets))
    const result = takeTurn({ text: row.instruction, draft: world.draft, history: world.history, world, seed: row.id })
    return { ...row, verdicts: compare(row.annotation, result, world), reply: result.reply, ms: performance.now() - started }
  } catch (thrown) {
    const crash = thrown instanceof Error ? thrown.stack ?? thrown.message : String(thrown)
    return { ...row, verdicts: Object.entries(row.annotation).map(([key, expected]) => ({ key, ok: false, expected, actual: 'crash' })), reply: '', ms: performance.now() - started, crash }
  }
}

export function summarise(outcomes: readonly RowOutcome[], quiet = false): string {
  const failures = outcomes.filter((one) => one.crash !== undefined || one.verdicts.some((verdict) => !verdict.ok))
  const lines = [
    ...(quiet ? [] : failures.flatMap((one) => [`${one.id} ${one.language} ${one.category} [${one.assets}] ${one.instruction.slice(0, 160)}`, ...(one.crash === undefined ? [] : [`    crash: ${one.crash}`]), ...one.verdicts.filter((verdict) => !verdict.ok).map((verdict) => `    ${verdict.key}: expected ${JSON.stringify(verdict.expected)}, got ${JSON.stringify(verdict.actual)}`)])),
    ...table('category', outcomes, (one) => one.category), ...table('language', outcomes, (one) => one.language),
    `rows wholly right: ${outcomes.length - failures.length} of ${outcomes.length}; crashes: ${outcomes.filter((one) => one.crash !== undefined).length}; silent: ${outcomes.filter((one) => one.reply.trim() === '').length}`,
  ]
  return [...lines, `facts right: ${rate(outcomes)}`].join('\n')
}

function table(title: string, outcomes: readonly RowOutcome[], group: (one: RowOutcome) => string): string[] {
  const names = [...new Set(outcomes.map(group))].sort()
  return [`by ${title}:`, ...names.map((name) => `  ${name.padEnd(12)} ${rate(outcomes.filter((one) => group(one) === name))}`)]
}

function rate(outcomes: readonly RowOutcome[]): string {
  const verdicts = outcomes.flatMap((one) => one.verdicts)
  const right = verdicts.filter((verdict) => verdict.ok).length
  return `${right} of ${verdicts.length} (${verdicts.length === 0 ? '0' : ((right * 100) / verdicts.length).toFixed(1)} %)`
}

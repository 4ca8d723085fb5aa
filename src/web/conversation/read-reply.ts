// A reply as the page draws it: what was changed, assumed, not understood and refused as rows of their own, what may be
// said next as suggestions, a question apart, and the rest as it came. The server writes all of that into the reply as
// well, for clients that only show text; what is drawn is not said twice.

import type { Question, Receipt } from '../film/film.ts'

export type RowKind = 'changed' | 'assumed' | 'not-understood' | 'refused'

export interface ReplyRow {
  readonly kind: RowKind
  readonly text: string
}

export interface ReadReply {
  readonly rows: readonly ReplyRow[]
  /** What stands in no row, line by line. */
  readonly said: readonly string[]
  /** Words that could be said next; those that end in dots want to be finished. */
  readonly next: readonly string[]
}

const labels: readonly { readonly kind: RowKind; readonly label: RegExp }[] = [
  { kind: 'assumed', label: /^(?:Assumed: |我的判断：)/ }, { kind: 'refused', label: /^(?:Not done: |没做的：)/ }, { kind: 'not-understood', label: /^(?:Not understood: |没看懂：)/ },
]
const nextLine = /^(?:You could say next: |接下来可以说：)(.+?)[.。]?$/

export function readReply(reply: string, receipt: Receipt | undefined, question: Question | undefined): ReadReply {
  const rows = rowsOf(receipt)
  const said: string[] = []
  let next: readonly string[] = []
  for (const line of reply.split(/\n+/)) {
    const steps = nextLine.exec(line)
    const labelled = labels.find(({ label }) => label.test(line))
    if (line.trim() === '' || (question !== undefined && line.startsWith(question.text))) continue
    else if (steps !== null) next = quoted(steps[1]!)
    else if (labelled !== undefined) {
      // A turn that changed nothing has no receipt; its reply still says these things.
      if (!rows.some(({ kind }) => kind === labelled.kind)) rows.push(...parted(line.replace(labelled.label, '')).map((text) => ({ kind: labelled.kind, text })))
    } else if (!isToldBy(rows, line)) said.push(line)
  }
  return { rows, said, next }
}

function rowsOf(receipt: Receipt | undefined): ReplyRow[] {
  if (receipt === undefined) return []
  const of = (kind: RowKind, texts: readonly string[]) => texts.map((text): ReplyRow => ({ kind, text }))
  return [...of('changed', receipt.changes), ...of('assumed', receipt.assumed), ...of('not-understood', receipt.notUnderstood), ...of('refused', receipt.refused)]
}

/** Whether rows say all that a line says. Spaces between Chinese and figures are set differently in the two. */
function isToldBy(rows: readonly ReplyRow[], line: string): boolean {
  const tight = (text: string) => text.replace(/\s+/g, '')
  let rest = tight(line)
  for (const { text } of rows) rest = rest.replace(tight(text), '')
  return rest !== tight(line) && /^(?:And\d+morechanges\.|以及另外\d+处改动。)?$/.test(rest)
}

/** What was not understood is quoted, one piece after the other; anything else is one sentence. */
function parted(text: string): readonly string[] {
  const pieces = [...text.matchAll(/"([^"]+)"|“([^”]+)”/g)].map((match) => (match[1] ?? match[2])!)
  return /^["“].*["”][.。]?$/.test(text) && pieces.length > 0 ? pieces : [text]
}

/** `"a", "b "c"", "d"`: a quotation ends where a comma or nothing follows. */
function quoted(list: string): readonly string[] {
  return [...list.matchAll(/"(.+?)"(?=, |$)|“(.+?)”(?=、|$)/g)].map((match) => (match[1] ?? match[2])!)
}

/** The words of a suggestion without the dots that ask for more; undefined: it can be said as it is. */
export function unfinished(suggestion: string): string | undefined {
  return /(?:\.\.\.|…+)$/.test(suggestion) ? suggestion.replace(/\s*(?:\.\.\.|…+)$/, '') : undefined
}

/** Both sides of a change whose sentence names them: `... "A" now reads "B".`, `... is now 15 s long (before: 20 s; ...).` */
export function beforeAndAfter(text: string): { readonly before: string; readonly after: string } | undefined {
  for (const { pattern, turned } of sides) {
    const [, left, right] = pattern.exec(text) ?? []
    if (left !== undefined && right !== undefined) return turned ? { before: right, after: left } : { before: left, after: right }
  }
  return undefined
}

const sides: readonly { readonly pattern: RegExp; readonly turned: boolean }[] = [
  { pattern: /("[^"]+") now reads ("[^"]+")\.$/, turned: false }, { pattern: /(“[^”]+”)改为(“[^”]+”)。$/, turned: false },
  { pattern: /now exactly (.+?) long \(before: ([^;)]+)/, turned: true }, { pattern: /现在正好 (.+?)（原为 ([^；）]+)/, turned: true },
]

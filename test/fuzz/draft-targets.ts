// The parsers of plain values: drafts in short keys and in our own, operations, timed text and scripts. Pure, so a fault is
// a value, always; whatever is taken must hold the promises of the draft room.

import { canonicalJson } from '../../src/base/index.ts'
import { applyOperations, decodeWire, describeDraft, encodeWire, layOut, readOperation, summaryLine, validateDraft, type Draft } from '../../src/draft/index.ts'
import { readTimedText, sentencesOf, subtitleLines } from '../../src/director/index.ts'
import { keptInputs } from './corpus.ts'
import { Finding, asJson, type Target } from './target.ts'

const draftWords = ['photo', 'clip', 'card', 'text', 'music', 'crossfade', '#ffffff', '1.5', '__proto__', 'ken-burns', 'linear', 'picture', 'extra', '{"id":"s1"}', ',', '[', '{', '"', '\\ud800', '1e999']

function pure(feed: (text: string) => boolean): Target['open'] {
  return async () => ({ feed: async (input) => (feed(new TextDecoder().decode(input)) ? 'taken' : 'refused') })
}

export const draftTargets: readonly Target[] = [
  { name: 'wire', form: 'json', words: [...draftWords, 'sg', 'tt', 'aid', 'src'], slowest: 2000, open: pure(feedWire) },
  { name: 'draft', form: 'json', words: draftWords, slowest: 2000, open: pure(feedDraft) },
  { name: 'operations', form: 'json', words: [...draftWords, 'add-asset', 'trim-clip', 'set-text', 'remove-segment', 'split-segment'], slowest: 4000, open: async (place) => pure(operationsOn(film()))(place) },
  { name: 'timed-text', form: 'bytes', words: ['-->', '00:00:01,000', 'WEBVTT', '\n\n', '<i>', '99:99:99,999', '{', '[', '"', '...', '\r\n', '\ufeff', '。', '. '], slowest: 2000, open: pure(feedTimedText) },
]

/** The film that operations are tried on, and whose material drafts may use. */
function film(): Draft {
  const read = validateDraft(JSON.parse(Buffer.from(keptInputs('draft')[0]!.bytes).toString('utf8')))
  if (!read.ok) throw new Error(`the first seed of corpus/draft is no draft: ${JSON.stringify(read.faults)}`)
  return read.value
}

let own: Draft | undefined

function feedWire(text: string): boolean {
  const { assets } = (own ??= film())
  const read = decodeWire(text, { assets })
  if (!read.ok) return refused(read.faults)
  holds(read.value)
  const again = decodeWire(JSON.parse(asJson(encodeWire(read.value))), { assets })
  if (!again.ok) throw new Finding(`what was read cannot be read again: ${asJson(again.faults[0])}`)
  if (canonicalJson(again.value) !== canonicalJson(read.value)) throw new Finding('written and read again it is another draft')
  return true
}

function feedDraft(text: string): boolean {
  const value = parsed(text)
  if (value === undefined) return false
  const read = validateDraft(value)
  if (!read.ok) return refused(read.faults)
  holds(read.value)
  return true
}

function operationsOn(draft: Draft) {
  const before = canonicalJson(draft)
  return (text: string): boolean => {
    const value = parsed(text)
    if (value === undefined) return false
    const operations = Array.isArray(value) ? value : [value]
    for (const one of operations) {
      const read = readOperation(one)
      if (!read.ok) refused(read.faults)
    }
    const edit = applyOperations(draft, operations)
    if (canonicalJson(draft) !== before) throw new Finding('the given draft was changed')
    if (!edit.ok) return refused(edit.faults)
    asJson(edit.receipt)
    holds(edit.draft)
    const undone = applyOperations(edit.draft, edit.receipt.inverse)
    if (!undone.ok) throw new Finding(`it cannot be undone: ${asJson(undone.faults[0])}`)
    if (canonicalJson(undone.draft) !== before) throw new Finding('undone it is another draft')
    return true
  }
}

function feedTimedText(text: string): boolean {
  const lines = readTimedText(text)
  for (const line of [...lines, ...subtitleLines(text, 60_000)]) {
    if (!Number.isSafeInteger(line.start) || line.start < 0 || !Number.isSafeInteger(line.duration) || line.duration < 1) throw new Finding(`a line at no time: ${asJson(line)}`)
  }
  asJson(sentencesOf(text))
  return lines.length > 0
}

/** What everybody may do with a draft that was taken. */
function holds(draft: Draft): void {
  const again = validateDraft(JSON.parse(asJson(draft)))
  if (!again.ok) throw new Finding(`a draft that was taken is refused the second time: ${asJson(again.faults[0])}`)
  layOut(draft)
  asJson([summaryLine(draft), describeDraft(draft, 'en'), describeDraft(draft, 'zh')])
  asJson(encodeWire(draft))
}

function refused(faults: readonly { readonly code: string; readonly message: string }[]): false {
  if (faults.length === 0 || faults.some(({ code, message }) => code === '' || message === '')) throw new Finding('refused without a reason')
  asJson(faults)
  return false
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

// The inverse of anything: values put back where they were. The result is checked like a stranger's draft.

import { z } from 'zod'
import { failure } from '../../base/index.ts'
import { applyChanges } from '../change.ts'
import type { Draft } from '../document.ts'
import { allSegments } from '../find.ts'
import type { Change, Sentence } from '../operation.ts'
import { checkDraft } from '../validate.ts'
import { label, list, title } from '../wording.ts'
import { defineOperation } from './define.ts'

const change = z.strictObject({
  path: z.string().max(2000).describe('JSON pointer into the draft; list items by id: /picture/segments/s3/duration.'),
  before: z.unknown().describe('What is there now; absent = nothing.').optional(), after: z.unknown().describe('What is there afterwards; absent = nothing.').optional(),
})

export const applyChangesOperation = defineOperation('apply-changes', z.strictObject({ changes: z.array(change).max(100_000) }), {
  title: 'Put values back',
  description: 'Carries out exact changes, as receipts list them; undo is this with before and after swapped. Refused when the draft has moved on at one of the places.',
  apply(draft, { changes }) {
    const done = applyChanges(draft, changes as readonly Change[])
    if (!done.ok) return done
    const faults = checkDraft(done.value)
    return faults.length > 0 ? failure(...faults.map((fault) => ({ ...fault, path: '/changes', message: `These changes would leave a bad draft: ${fault.message}` }))) : done
  },
  describe(before, after) {
    const [earlier, later] = [byId(before), byId(after)]
    const added = [...later.keys()].filter((id) => !earlier.has(id)).map((id) => label(after, id))
    const removed = [...earlier.keys()].filter((id) => !later.has(id)).map((id) => label(before, id))
    const changed = [...later.values()].filter((segment) => earlier.has(segment.id) && earlier.get(segment.id) !== segment).map(title)
    const whole = wholes(before, after)
    const en = [part('In the film again', added, 'en'), part('Taken out', removed, 'en'), part('Put back as before', [...changed, ...whole], 'en')].filter(Boolean).join(' ')
    const zh = [part('恢复', added, 'zh'), part('撤去', removed, 'zh'), part('还原', [...changed, ...whole], 'zh')].filter(Boolean).join('')
    return { en, zh }
  },
})

function byId(draft: Draft) {
  return new Map(allSegments(draft).map((segment) => [segment.id, segment]))
}

function wholes(before: Draft, after: Draft): Sentence[] {
  const order = (draft: Draft) => draft.picture.segments.map((segment) => segment.id).join()
  const sameMembers = before.picture.segments.length === after.picture.segments.length
  const named: readonly (readonly [boolean, Sentence])[] = [
    [before.canvas !== after.canvas, { en: 'the canvas', zh: '画布' }], [before.title !== after.title, { en: 'the title', zh: '片名' }],
    [before.assets !== after.assets, { en: 'the material', zh: '素材' }], [sameMembers && order(before) !== order(after), { en: 'the order', zh: '顺序' }],
  ]
  const found = named.flatMap(([differs, sentence]) => (differs ? [sentence] : []))
  const nothing = found.length === 0 && allSegments(before).length === allSegments(after).length
  return nothing && allSegments(before).every((segment, index) => allSegments(after)[index] === segment) ? [{ en: 'details of the film', zh: '影片的细节' }] : found
}

function part(what: string, items: readonly Sentence[], language: 'en' | 'zh'): string | undefined {
  if (items.length === 0) return undefined
  const shown = items.slice(0, 4)
  const more = items.length - shown.length
  const all = list(more > 0 ? [...shown, { en: `${more} more`, zh: `另外 ${more} 项` }] : shown)
  return language === 'en' ? `${what}: ${all.en}.` : `${what}：${all.zh}。`
}

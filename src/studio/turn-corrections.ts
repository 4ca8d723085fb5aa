// Messages that only make sense after the one before: "no, the third one" does the last step again on another target;
// "a bit less" does it again weaker, "a bit more" once more. What was asked for last stands in the history in its words.

import type { Draft } from '../draft/index.ts'
import { putRight, readTarget, understand, type FilmFacts, type Intent, type Plan, type Slot } from '../understanding/index.ts'
import type { History } from './turn-history.ts'

export interface Correction {
  readonly plan: Plan
  /** The film on which the corrected step is done. */
  readonly draft: Draft
  readonly history: History
}

const denies = /^\s*(?:no+|nope|not that(?: one)?|wait|sorry|i meant?|actually|oops|不对|不是|错了|搞错了|我是说|我说的是|应该是|说错了)(?![a-z])/i
const also = /^\s*(?:(?:and )?also|same (?:for|with|on)|do the same (?:for|with|to)|and|也|还有|以及|同样)(?![a-z])/i
const instead = /\binstead\b|^\s*(?:rather|make that|make it)\b|^\s*(?:换成|改成|还是)/i
const less = /^\s*(?:a (?:little )?bit less|a little less|less|not so much|not that much|too much|少一点|没那么多|别那么多|太多了|轻一点点|弱一点|淡一点)\s*(?:please|thanks)?[.!。！]*\s*$/i
const more = /^\s*(?:(?:a (?:little )?bit )?more|even more|a little more|more of that|again|再来一点|再多一点|再多点|多一点|更多|再来一次)\s*(?:please|thanks)?[.!。！]*\s*$/i

/** What a message corrects; undefined when it says something of its own. */
export function correctionOf(text: string, plan: Plan, draft: Draft, history: History, factsOf: (draft: Draft) => FilmFacts): Correction | undefined {
  const last = history.past.at(-1)
  if (last === undefined || last.words === '' || plan.action !== 'edit') return undefined
  const better = betterBy(text, last.words, factsOf(draft).names)
  if (better !== undefined) return { draft: last.draft, history: { past: history.past.slice(0, -1), future: [] }, plan: { ...understand(better, factsOf(last.draft), plan.language), notUnderstood: [] } }
  if (saysSomething(plan)) return undefined
  const before = { draft: last.draft, history: { past: history.past.slice(0, -1), future: [] } }
  const again = understand(last.words, factsOf(last.draft), plan.language)
  if (less.test(text)) return { ...before, plan: withIntents(again, again.intents.map(weaker)) }
  if (more.test(text)) return { draft, history, plan: understand(last.words, factsOf(draft), plan.language) }
  const right = denies.test(text) || instead.test(text) ? putRight(last.words, text, factsOf(draft).names) : undefined
  if (right !== undefined) return { ...before, plan: { ...understand(right, factsOf(last.draft), plan.language), notUnderstood: [] } }
  // "Also photo 4": the same, with another picture.
  const companion = also.test(text) ? readTarget(text, factsOf(draft).names) : undefined
  if (companion !== undefined && again.intents.some((intent) => intent.slots['which'] !== undefined)) return { draft, history, plan: withIntents(again, again.intents.filter((intent) => intent.slots['which'] !== undefined).map((intent) => ({ ...intent, slots: { ...intent.slots, which: { value: companion, source: 'said' as const } } }))) }
  const target = denies.test(text) ? readTarget(text, factsOf(draft).names) : undefined
  if (target === undefined || !again.intents.some((intent) => intent.slots['which'] !== undefined)) return undefined
  return { ...before, plan: withIntents(again, again.intents.map((intent) => (intent.slots['which'] === undefined ? intent : { ...intent, slots: { ...intent.slots, which: { value: target, source: 'said' as const } } }))) }
}

// "Too long, 3 is better", "太快了，两倍就好": a complaint, and the figure that is wished for instead.
function betterBy(text: string, words: string, names: readonly string[]): string | undefined {
  const found = text.match(/^\s*(?:(?:that's|it's|it is|that is|still|a bit|way|have) )*(?:too \w+|太[\u4e00-\u9fff]{1,3}?了?)\s*[,，.。;；:：-]+\s*(.{1,40}?)\s*(?:(?:is|would be|will be|sounds|seems)? ?(?:better|enough|fine|nicer|good|perfect)|就好了?|就行了?|就够了?|更好|比较好|吧)?\s*[.!。！]*$/i)
  return found === null ? undefined : putRight(words, found[1]!, names)
}

function saysSomething(plan: Plan): boolean {
  return plan.intents.some((intent) => intent.name !== 'create' && intent.name !== 'improve')
}

function withIntents(plan: Plan, intents: readonly Intent[]): Plan {
  return { ...plan, intents, notUnderstood: [] }
}

// Half as far from what it was: a factor of 0.75 becomes 0.875, "a third quieter" a sixth.
function weaker(intent: Intent): Intent {
  const slots: Record<string, Slot> = { ...intent.slots }
  const set = (name: string, value: unknown) => { slots[name] = { value, source: 'said' } }
  for (const name of ['factor', 'scale', 'by']) if (typeof slots[name]?.value === 'number') set(name, (1 + slots[name].value) / 2)
  if (typeof slots['change']?.value === 'number') set('change', Math.round(slots['change'].value / 2))
  if (intent.name === 'volume' && slots['factor'] === undefined && slots['by'] === undefined) set('by', slots['direction']?.value === 'down' ? 0.825 : 1.25)
  if (intent.name === 'look') set('soft', true)
  return { ...intent, slots }
}

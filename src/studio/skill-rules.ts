// What a film keeps to because of the skill through which its person speaks. The documents of the skills (cli/skills)
// say what their films always are; here a plan is bent to it, and whatever is left out is said with its reason. Pure.
// A skill that is not listed promises nothing beyond what Kinora always does.

import type { Platform, Sentence } from '../draft/index.ts'
import { assumed, slot, type Intent, type IntentName, type Plan } from '../understanding/index.ts'
import { transitionWords } from './reply-words.ts'
import { transitionKinds } from './turn-values.ts'

export interface SkillRules {
  readonly displayName: string
  /** Only the pictures that were sent, as they are, with plain cuts or fades. */
  readonly plain?: true
  /** Where films go unless the person names another place or shape. */
  readonly platform?: Platform
  /** The best of the pictures, cut on the beat. */
  readonly highlight?: true
}

/** By the name that a skill gives itself (`X-Skill-Source`). */
const rulesBySkill: Readonly<Record<string, SkillRules>> = {
  'image-no-generator': { displayName: 'Image No Generator', plain: true },
  'youtube-image-to-video': { displayName: 'YouTube Image to Video', platform: 'youtube' },
  'highlight-editor-photo': { displayName: 'Highlight Editor Photo', highlight: true },
}

export function rulesOf(skill: string | undefined): SkillRules | undefined {
  const name = skill?.trim().toLowerCase()
  return name !== undefined && Object.hasOwn(rulesBySkill, name) ? rulesBySkill[name] : undefined
}

export interface RuledPlan {
  readonly plan: Plan
  /** What was wished for and is against the rules, each with its reason. */
  readonly left: readonly Sentence[]
}

export function underRules(plan: Plan, rules: SkillRules | undefined): RuledPlan {
  if (rules === undefined || (plan.action !== 'create' && plan.action !== 'edit')) return { plan, left: [] }
  if (rules.plain === true) return plainly(plan, rules)
  const added = [...(rules.platform === undefined ? [] : forPlatform(plan, rules.platform)), ...(rules.highlight === true ? forHighlights(plan, rules) : [])]
  return { plan: { ...plan, intents: [...plan.intents, ...added] }, left: [] }
}

// ------------------------------------------------------------------------------------------------ plain pictures

function plainly(plan: Plan, { displayName }: SkillRules): RuledPlan {
  const effects = plan.intents.flatMap((intent) => effectIn(intent) ?? [])
  const kept = plan.intents.filter((intent) => effectIn(intent) === undefined && intent.name !== 'plain').map(withoutCard)
  const added: Intent[] = plan.action !== 'create' ? [] : [
    { name: 'plain', slots: { onlyGiven: assumed(true, 'the skill draws nothing') } },
    // "Every image that was sent", unless somebody chooses.
    ...(kept.some(({ name }) => name === 'select') ? [] : [{ name: 'select', slots: { all: assumed(true, 'the skill shows every image') } } as const]),
  ]
  return { plan: { ...plan, intents: [...kept, ...added], gaps: plan.gaps.filter(({ what }) => what !== 'effect' || effects.length === 0) }, left: effects.length === 0 ? [] : [reason(effects, displayName)] }
}

function reason(effects: readonly Sentence[], displayName: string): Sentence {
  const en = [...new Set(effects.map((effect) => effect.en))].join(', ')
  const zh = [...new Set(effects.map((effect) => effect.zh))].join('、')
  return {
    en: `no ${en.replace(/, (?=[^,]*$)/, ' and no ')}, because ${displayName} shows the given images as they are, with plain cuts or fades only. The skill "kinora" can do it.`,
    zh: `${zh}。因为 ${displayName} 只按原样展示给定的图片，只用直切或淡化；想要这些可以用 “kinora” 技能。`,
  }
}

/** Joins that are no effect. */
const plainTransitions: ReadonlySet<string> = new Set(['none', 'cut', 'crossfade', 'fade', 'fade-in', 'fade-out', 'dip-black', 'dip-white', 'any', 'smooth', 'same'])

/** What an intent would do to pictures beyond showing them; undefined when it does no such thing. */
function effectIn(intent: Intent): Sentence | undefined {
  const kind = slot<string>(intent, 'kind')
  switch (intent.name) {
    case 'look': return slot(intent, 'name') === 'none' ? undefined : { en: 'colour look', zh: '调色滤镜' }
    case 'improve': return { en: 'correction of colours', zh: '自动调色' }
    case 'motion': return slot(intent, 'wish') === false ? undefined : { en: 'camera move', zh: '运镜' }
    case 'transition': return kind === undefined || plainTransitions.has(kind) ? undefined : transitionEffect(kind)
    case 'transition-sounds': return slot(intent, 'off') === true ? undefined : { en: 'sound on transitions', zh: '转场音效' }
    case 'fit': return slot(intent, 'fit') === 'blur' ? { en: 'blurred ground', zh: '模糊背景' } : undefined
    case 'unsupported-effect': return { en: 'effect', zh: '特效' }
    default: return undefined
  }
}

function transitionEffect(kind: string): Sentence {
  const { en, zh } = transitionWords(transitionKinds[kind] ?? 'whip-pan')
  return { en: `${en} as transitions`, zh: `${zh}转场` }
}

// A card is a drawn picture; its words stand on the first or last image instead.
function withoutCard(intent: Intent): Intent {
  if (intent.name === 'end-card') return { name: 'title', slots: { text: intent.slots['text']!, place: { value: 'end', source: 'said' } } }
  if (intent.name !== 'title' || intent.slots['card'] === undefined) return intent
  return { ...intent, slots: Object.fromEntries(Object.entries(intent.slots).filter(([key]) => key !== 'card')) }
}

// ------------------------------------------------------------------------------------------------ a place, the beat

function forPlatform(plan: Plan, platform: Platform): Intent[] {
  const shaped = plan.intents.some(({ name }) => name === 'platform' || name === 'aspect')
  return plan.action === 'create' && !shaped ? [{ name: 'platform', slots: { name: assumed(platform, 'the skill makes films for it') } }] : []
}

/** Edits after which cuts would no longer fall on beats. */
const offBeat: ReadonlySet<IntentName> = new Set<IntentName>(['film-duration', 'music', 'remove-segments', 'keep-segments', 'select', 'pace', 'order', 'move', 'swap'])

function forHighlights(plan: Plan, { displayName }: SkillRules): Intent[] {
  const has = (name: IntentName) => plan.intents.some((intent) => intent.name === name)
  const silent = plan.intents.some((intent) => intent.name === 'music' && slot(intent, 'remove') === true)
  const beat: Intent[] = has('beat-sync') || silent || has('photo-duration') ? [] : [{ name: 'beat-sync', slots: {} }]
  if (plan.action === 'edit') return plan.intents.some(({ name }) => offBeat.has(name)) ? beat : []
  return [...(has('highlights') ? [] : [{ name: 'highlights', slots: {} } as const]), ...(has('select') ? [] : [{ name: 'select', slots: { best: assumed(true, `${displayName} chooses`) } } as const]), ...beat]
}

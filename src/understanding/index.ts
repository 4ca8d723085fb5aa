// The front door of understanding: what the person said, as a plan. What was said is kept apart from what was assumed.
export { filmFacts, isLogo, withLogo, type FilmFacts } from './facts.ts'
export { assumed, slot, type Action, type Gap, type Intent, type IntentName, type Plan, type Question, type Refusal, type Slot } from './plan.ts'
export type { Target } from './refiners/targets.ts'
export type { Stretch } from './refiners/time.ts'
export { detectLanguage, type Language } from './text.ts'
export { putRight, readTarget, understand } from './understand.ts'

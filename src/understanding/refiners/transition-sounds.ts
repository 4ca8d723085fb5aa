// Sounds on cuts: "add whoosh sounds to the transitions", "转场加音效", "a pop on every cut", "去掉转场音效". Only what
// somebody asks for; echo, reverb and the like are effects on sounds and are left to whoever reads those.

import { find, has, isNegated, ofKind, use, verbsAt, verbsOf, type Clause } from '../clause.ts'
import type { Mark } from '../mark.ts'
import { assumed, said } from '../plan.ts'
import { extend, type Refiner, type Request } from '../request.ts'
import { targetOf } from './targets.ts'

/** Words for a sound, by effect; the second list counts only beside a word for sounds or cuts. */
const always = { whoosh: /\b(?:whoosh|swoosh|swish)(?:es|ing|y)?\b|嗖|呼呼|咻/ }
const besideSound = { pop: /\b(?:pops?|popping|bubbles?|bloops?)\b|啵|噗|气泡/, tick: /\b(?:clicks?|clicking|ticks?|snaps?|shutter)\b|咔嚓|咔嗒|咔哒|嗒|滴答/ }
const cuts = /\bcuts?\b|\btransitions?\b|转场|过场|切换|衔接|换(?:图|画面|镜头)/
const sounds = /\b(?:sounds?|sfx|noises?)\b|音效|声/
/** Effects on a sound, not sounds. */
const treatment = /echo|reverb|回声|混响|muffle|low-pass|distort|pitch/

export const refineTransitionSounds: Refiner = (request, clause) => {
  const text = request.plain.slice(clause.start, clause.end)
  const mark = find(clause, 'object', 'sound-effect').find((one) => !treatment.test(one.text))
  const [onCut, sounding] = [cuts.test(text), mark !== undefined || sounds.test(text)]
  const named = effectIn(text, onCut || sounding)
  if (mark === undefined && named === undefined && !(onCut && sounding && has(clause, 'object', 'transition'))) return
  if (treatment.test(text) || has(clause, 'object', 'music', 'voice', 'silence', 'highlight') || has(clause, 'verb', 'mute')) return
  const words = clause.marks.filter((one) => effectIn(one.text, true) !== undefined)
  const main = mark ?? words[0] ?? find(clause, 'object', 'transition')[0]
  if (main === undefined) return
  use(clause, main, ...words, ...find(clause, 'object', 'sound-effect', 'sound'), ...(asksForTransitions(clause, main) ? [] : find(clause, 'object', 'transition')))
  const verbs = verbsAt(clause, main)
  if (isNegated(clause, main) || ((verbs.includes('remove') || verbsOf(clause).includes('remove')) && !verbs.includes('add'))) return void extend(request, 'transition-sounds', { off: said(true) })
  const level = levelOf(clause)
  if (level !== undefined && !verbs.includes('add')) return void extend(request, 'transition-sounds', level)
  const target = targetOf(clause)
  extend(request, 'transition-sounds', {
    effect: named === undefined ? assumed('whoosh', 'no sound was named') : said(named), where: onCut ? said('cuts') : assumed('cuts', 'sound effects sit on cuts'),
    ...(target === undefined || target.by === 'all' ? {} : { which: said(target) }),
  })
}

function effectIn(text: string, beside: boolean): 'whoosh' | 'pop' | 'tick' | undefined {
  if (always.whoosh.test(text)) return 'whoosh'
  if (!beside) return undefined
  return besideSound.pop.test(text) ? 'pop' : besideSound.tick.test(text) ? 'tick' : undefined
}

// "Add transitions with a whoosh" asks for both; "add a whoosh to the transitions" and "转场加音效" only say where.
function asksForTransitions(clause: Clause, main: Mark): boolean {
  const transition = find(clause, 'object', 'transition')[0]
  if (transition === undefined || transition.start > main.start) return false
  return clause.marks.some((one) => one.start >= transition.end && one.end <= main.start && /^(?:with|plus|带|配有|带有)$/.test(one.text))
}

function levelOf(clause: Clause) {
  const percent = ofKind(clause, 'percent')[0]
  const down = has(clause, 'verb', 'lower') || has(clause, 'compare', 'quieter', 'lower', 'smaller')
  const up = has(clause, 'verb', 'raise') || has(clause, 'compare', 'louder', 'bigger')
  if (percent === undefined && !down && !up) return undefined
  use(clause, percent, ...find(clause, 'verb', 'lower', 'raise'), ...find(clause, 'compare'), ...find(clause, 'object', 'volume'))
  return percent === undefined ? { level: said(down ? 'down' : 'up') } : { volume: said(percent.value / 100) }
}

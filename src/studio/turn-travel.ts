// Undo, redo and back to an earlier version. The draft that comes out is the very one that was.

import { filmDuration } from '../draft/index.ts'
import { slot, type Plan } from '../understanding/index.ts'
import { joinMaterial } from './turn-create.ts'
import { fail, type Desk } from './turn-desk.ts'
import { goTo, lastAbout, stepBack, stepForward, type History, type Step } from './turn-history.ts'

/** Intents that a person's word for an earlier change can mean. */
const topics: Readonly<Record<string, readonly string[]>> = {
  music: ['music', 'volume'], title: ['title', 'edit-text', 'caption'], text: ['caption', 'title', 'edit-text'], subtitles: ['subtitles'], transition: ['transition', 'fades'], look: ['look'], logo: ['logo'],
  duration: ['film-duration', 'photo-duration', 'segment-duration', 'keep-ranges', 'remove-ranges'], speed: ['speed'],
}

/** The history after the step; undefined when the plan has no such step. The desk's draft is the one gone to. */
export function travel(desk: Desk, plan: Plan, history: History): History {
  const intent = plan.intents.find((one) => one.name === 'undo' || one.name === 'redo' || one.name === 'restore')!
  const before = desk.draft
  const step: Step | undefined = intent.name === 'redo' ? stepForward(history, before) : intent.name === 'undo' ? stepBack(history, before, slot<number>(intent, 'steps') ?? 1) : goTo(history, before, versionIndex(history, intent.slots['version']?.value as number | undefined, slot<string>(intent, 'topic')))
  if (step === undefined) {
    fail(desk, intent.name === 'redo' ? 'There is nothing to redo.' : 'There is no earlier version to go back to.', intent.name === 'redo' ? '没有可以重做的步骤。' : '没有更早的版本可以恢复。')
    return history
  }
  desk.draft = step.draft
  if (intent.name === 'restore' && step.draft.picture.segments.length === 0) joinMaterial(desk)
  const undone = intent.name === 'redo' ? history.future.at(-1) : history.past[step.history.past.length]
  const about = undone?.words === undefined || undone.words === '' ? '' : undone.words.slice(0, 60)
  const [was, is] = [filmDuration(before) / 1000, filmDuration(desk.draft) / 1000]
  const length = was === is ? { en: '', zh: '' } : { en: ` The film is ${is} s again (was ${was} s).`, zh: `影片回到 ${is} 秒（刚才是 ${was} 秒）。` }
  desk.done.push(intent.name === 'redo' ? { en: `Done again: ${about}.${length.en}`, zh: `已重做：${about}。${length.zh}` } : { en: `Back to before${about === '' ? ' the last change' : `: "${about}"`}.${length.en}`, zh: `已恢复到${about === '' ? '上一步之前' : `“${about}”之前`}。${length.zh}` })
  return step.history
}

function versionIndex(history: History, version: number | undefined, topic: string | undefined): number {
  if (topic !== undefined) {
    const found = Math.max(...(topics[topic] ?? [topic]).map((name) => lastAbout(history, name)))
    return found >= 0 ? found : history.past.length - 1
  }
  return version === undefined || version <= 0 ? 0 : version - 1
}

// The answer in words, composed from what really happened: what changed, what was assumed, what could not be done, what
// was not understood, one question, next steps. It never says "done" without a change, and is never empty.

import { filmDuration, layOut, type Draft, type Sentence } from '../draft/index.ts'
import type { Plan } from '../understanding/index.ts'
import { refusals, stepsFor } from './reply-words.ts'
import type { Desk } from './turn-desk.ts'

export function composeReply(desk: Desk, plan: Plan, before: Draft, language: 'en' | 'zh'): string {
  const zh = language === 'zh'
  const say = (sentence: Sentence) => sentence[language]
  const changed = desk.draft !== before
  const parts: string[] = []
  if (plan.language === 'other') parts.push('I speak English and Chinese (中文); I did what I could read.')
  if (plan.action === 'refuse') parts.push(...plan.refused.map((one) => say(refusals[one.what] ?? refusals['generate']!)))
  else parts.push(...answerFor(desk, plan, changed, language))
  if (plan.action !== 'refuse') parts.push(...plan.refused.map((one) => say(refusals[one.what] ?? refusals['generate']!)))
  if (desk.assumed.length > 0) parts.push((zh ? '我的判断：' : 'Assumed: ') + desk.assumed.slice(0, 6).map(say).join(zh ? '' : ' '))
  if (desk.failed.length > 0) parts.push((zh ? '没做的：' : 'Not done: ') + desk.failed.slice(0, 4).map(say).join(zh ? '' : ' '))
  const unread = plan.notUnderstood.filter((text) => plan.action !== 'refuse' && text.length > 1)
  if (unread.length > 0) parts.push(zh ? `没看懂：“${unread.slice(0, 3).join('”、“')}”。` : `Not understood: "${unread.slice(0, 3).join('", "')}".`)
  if (desk.question !== undefined) parts.push(`${say(desk.question.text)} ${zh ? '（' : '('}${desk.question.options.map(say).join(zh ? ' / ' : ' / ')}${zh ? '；默认：' : '; otherwise: '}${say(desk.question.default)}${zh ? '）' : ')'}`)
  // Material was joined and nothing could be done with it: that is an answer too.
  if (parts.every((part) => part.trim() === '')) parts.push(zh ? '素材已放进片子，没有其他改动。' : 'The material is in the film as it was sent; nothing else changed.')
  if (changed && desk.question === undefined) parts.push(nextOf(desk, plan, language))
  const text = parts.filter((part) => part !== '').join('\n').replaceAll(/ +\n|^\n/g, (gap) => (gap === '\n' ? '' : '\n'))
  return zh ? spaced(text) : text
}

function answerFor(desk: Desk, plan: Plan, changed: boolean, language: 'en' | 'zh'): string[] {
  const zh = language === 'zh'
  switch (plan.action) {
    case 'credits': return [zh ? '这台 Kinora 在你自己的机器上运行，对话本身不扣费；服务器版的余额在账户里查询。' : 'This Kinora runs on your own machine and a conversation costs nothing here; a server keeps its balance in your account.']
    case 'state': return [describeState(desk, language)]
    case 'upload': return [zh ? `把文件发过来就行，我会接着用。现在有 ${desk.world.assets.length} 个素材。` : `Send the files and I use them. There are ${desk.world.assets.length} so far.`]
    case 'export': return [...desk.done.map((one) => one[language]), exportLine(desk, plan, language)]
    default: break
  }
  if (!changed && desk.question === undefined && desk.failed.length === 0 && desk.assumed.length === 0) return [zh ? '这句话没有带来任何改动。' : 'Nothing in the film changed.']
  const done = desk.done.map((one) => one[language])
  const shown = done.length > 8 ? [...done.slice(0, 7), zh ? `以及另外 ${done.length - 7} 处改动。` : `And ${done.length - 7} more changes.`] : done
  const leaving = plan.intents.some((intent) => intent.name === 'export' || intent.name === 'format') ? [exportLine(desk, plan, language)] : []
  return changed ? [shown.join(zh ? '' : ' '), ...leaving] : [...(zh ? ['片子没有改动。'] : ['The film is unchanged.']), ...leaving]
}

function exportLine(desk: Desk, plan: Plan, language: 'en' | 'zh'): string {
  const { width, height } = desk.draft.canvas
  const seconds = filmDuration(desk.draft) / 1000
  if (seconds === 0) return language === 'zh' ? '还没有片子可以导出，请先发素材。' : 'There is no film to export yet; send photos or clips first.'
  const small = plan.intents.some((intent) => intent.name === 'export' && intent.slots['compress'] !== undefined)
  return language === 'zh' ? `导出设置：MP4（H.264），${width}×${height}，${seconds} 秒${small ? '，文件压小' : ''}。` : `Ready to export: MP4 (H.264), ${width}×${height}, ${seconds} s${small ? ', a smaller file' : ''}.`
}

/** The tracks in one line: `Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. ...`. */
function describeState(desk: Desk, language: 'en' | 'zh'): string {
  const layout = layOut(desk.draft)
  const zh = language === 'zh'
  if (layout.duration === 0) return zh ? `还没有片子。素材：${desk.world.assets.map((asset) => asset.name).join('、') || '无'}。` : `There is no film yet. Material: ${desk.world.assets.map((asset) => asset.name).join(', ') || 'none'}.`
  const time = (start: number, end: number) => `${Math.round(start / 100) / 10}-${Math.round(end / 100) / 10}s`
  const rows = [
    `Video: ${layout.picture.length === 1 ? layout.picture[0]!.segment.name : `${layout.picture.length} ${zh ? '段' : 'pictures'}`} (${time(0, layout.duration)})`,
    ...layout.sounds.map(({ segment, start, end, track }) => `${track.name}: ${segment.name} (${time(start, end)}, ${Math.round(segment.volume * 100)}%)`),
    ...layout.texts.slice(0, 20).map(({ segment, start, end, track }) => `${track.name}: "${segment.text.slice(0, 40)}" (${time(start, end)})`),
    ...layout.overlays.map(({ segment, start, end }) => `${segment.role}: ${segment.name} (${time(start, end)})`),
  ]
  const { width, height } = desk.draft.canvas
  return `${zh ? `时间线（${rows.length} 条轨道）：` : `Timeline (${rows.length} ${rows.length === 1 ? 'track' : 'tracks'}): `}${rows.map((row, index) => `${index + 1}. ${row}`).join(' ')}\n${zh ? `画布 ${width}×${height}，总长 ${layout.duration / 1000} 秒。` : `Canvas ${width}×${height}, ${layout.duration / 1000} s in all.`}`
}

// Two of what the film lacks; an edit can be taken back, a new film taken away.
function nextOf(desk: Desk, plan: Plan, language: 'en' | 'zh'): string {
  const last: Sentence = plan.action === 'edit' ? { en: '"undo"', zh: '“撤销”' } : { en: '"export"', zh: '“导出”' }
  const words = [...stepsFor(desk.draft, new Set(plan.intents.map((intent) => intent.name))).slice(0, 2), last].map((step) => step[language])
  return language === 'zh' ? `接下来可以说：${words.join('、')}。` : `You could say next: ${words.join(', ')}.`
}

/** One space between Chinese and figures, outside quotations and file names. */
function spaced(text: string): string {
  return text.split(/(“[^”]*”|「[^」]*」)/).map((part, index) => (index % 2 === 1 ? part : part.replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '$1').replace(/([\u4e00-\u9fff])(?=\d)/g, '$1 ').replace(/(\d)(?=[\u4e00-\u9fff])/g, '$1 '))).join('')
}

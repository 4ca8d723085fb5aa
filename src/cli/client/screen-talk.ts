// Some servers speak as if the person sat in front of their editor ("click Export", “拖拽片段”). There is no such screen
// here: every sentence of that kind is replaced by what can be done by talking, and never shown as it came. Pure.

import type { Language } from './routing.ts'

export interface Translated {
  readonly text: string
  /** The answer pointed at a timeline: show the summary. */
  readonly wantsTimeline: boolean
}

type Talk = 'export' | 'timeline' | 'drag' | 'open' | 'click'

/** The order matters: "click Export" is about exporting. Quoted words count only in the first two. */
const talks: readonly (readonly [Talk, RegExp])[] = [
  ['export', /\b(?:export|download|render)\s+(?:button|menu|panel|icon|tab|option)\b|\b(?:click|tap|press|hit|select|choose)\b[^.!?]*\b(?:export|download)\b|导出按钮|下载按钮|(?:点击|点按|单击|点一下|按下?|选择)[^。！？]*(?:导出|下载)/i],
  ['timeline', /\b(?:preview|watch|see|view|check|look)\b[^.!?]*\btimeline\b|时间[线轴][^。！？]*(?:预览|查看|看到|看看)|(?:预览|查看|看看)[^。！？]*时间[线轴]/i],
  ['drag', /\bdrag(?:ging|s)?\b|拖拽|拖动|拖放|拖到|拖进/i],
  ['open', /\b(?:open|go to|head to|navigate to|switch to|find)\s+(?:up\s+)?(?:the|your|a)\s[^.!?]*\b(?:panel|settings?|tab|menu|sidebar|toolbar|window|dialog|library|editor|page)\b|\bin the (?:[\w-]+ ){0,3}(?:panel|sidebar|toolbar|menu)\b|打开|(?:进入|前往|切换到)[^。！？]*(?:面板|设置|菜单|页面|窗口)|(?:在|左|右)侧(?:边栏|面板)|面板[中里]/i],
  ['click', /\b(?:double-|right-|left-)?click(?:ing)?\b(?! (?:sound|track|noise))|\b(?:tap|press)(?:ping|ing)? (?:on |the |here|…)|\bhover over\b|\b(?:the|a|play|save) button\b|点击|单击|双击|右键|点按|点选|长按|按钮/i],
]

export function translateScreenTalk(text: string, language: Language): Translated {
  const said = new Set<string>()
  let wantsTimeline = false
  const sentences = text.split(/(?<=[.!?]["”']?\s)|(?<=[。！？\n])/).map((sentence) => {
    const talk = talkIn(sentence)
    if (talk === undefined) return sentence
    if (talk === 'timeline') wantsTimeline = true
    const kept = plainStart(sentence, talk)
    const instead = talk === 'timeline' ? '' : insteadOf(talk, sentence, language)
    const fresh = instead !== '' && !said.has(instead)
    said.add(instead)
    return `${kept}${fresh ? `${kept === '' || language === 'zh' ? '' : ' '}${instead}` : ''}${/\n$/.test(sentence) ? '\n' : language === 'zh' ? '' : ' '}`
  })
  return { text: sentences.join('').replace(/[ \t]{2,}/g, ' ').replace(/\n{3,}/g, '\n\n').trim(), wantsTimeline }
}

function talkIn(sentence: string): Talk | undefined {
  const unquoted = sentence.replace(/["“「『][^"”」』]*["”」』]/g, '…')
  for (const [talk, pattern] of talks) {
    if (pattern.test(unquoted)) return talk
    // `Click "Export"`: the label is quoted, the verb is not.
    if (talk === 'export' && pattern.test(sentence) && talks.some(([other, verb]) => other === 'click' && verb.test(unquoted))) return talk
  }
  return undefined
}

/** `Added the title, click Save to keep it` begins with a fact that is worth keeping. */
function plainStart(sentence: string, talk: Talk): string {
  const clauses = sentence.split(/(?<=[,;:，；：])/)
  const until = clauses.findIndex((clause) => talkIn(clause) !== undefined)
  const start = (until < 1 ? '' : clauses.slice(0, until).join('')).replace(/[,;:，；：\s]+$/, '').trim()
  if (talk === 'timeline' && start === '') return ''
  const isFact = /^(?:i(?:'ve| have)?\s|done|ok|added|removed|changed|made|set|put|moved|cut|the |your |已|好|加|删|改|做)/i.test(start)
  return isFact ? `${start}${/\p{Script=Han}/u.test(start) ? '。' : '.'}` : ''
}

function insteadOf(talk: Exclude<Talk, 'timeline'>, sentence: string, language: Language): string {
  const label = /["“「『]([^"”」』]{1,40})["”」』]/.exec(sentence)?.[1]
  if (language === 'zh') {
    return { export: '说“导出”，我就把成片发给你。', drag: '告诉我新的位置或时间，我来移动。', open: '画面、音乐、文字、转场、时长和比例都可以直接说，我来改。', click: label === undefined ? '想改什么直接说，我来做。' : `说“${label}”，我来做。` }[talk]
  }
  return {
    export: 'Say "export" and I bring you the film.', drag: 'Tell me the new place or time and I move it.',
    open: 'Pictures, music, words, transitions, length and format can all be changed by saying so: what would you like?', click: label === undefined ? 'Tell me the change and I make it.' : `Say "${label}" and I do it.`,
  }[talk]
}

// Requests that are about the work and not about a cut: undo and redo, export, status, credits, upload; and the kind
// of film that is to be made.

import { find, has, isNegated, ofKind, use, verbsAt, verbsOf, type Clause } from '../clause.ts'
import { means, sense } from '../mark.ts'
import { said } from '../plan.ts'
import { add, extend, gap, hasIntent, refuse, type Refiner, type Request } from '../request.ts'
import { chineseNumber, englishNumber, readNumber } from '../numbers.ts'
import { bringsBackInstruments } from './sound.ts'

/** "The last two changes", "刚才两步". */
const stepsBack = new RegExp(`(?:last|previous|past|latest) (\\d{1,2}|${englishNumber})|(\\d{1,2}|${chineseNumber}) ?[步次个处]`)

export const refineHistory: Refiner = (request, clause) => {
  const redo = find(clause, 'verb', 'redo')[0]
  if (redo !== undefined && request.facts.hasFilm) return use(clause, redo), add(request, 'redo')
  const mark = find(clause, 'verb', 'undo')[0]
  if (mark === undefined || isNegated(clause, mark)) return
  if (/^(?:bring back|restore|恢复|还原)$/.test(mark.text) && bringsBackInstruments(request, clause)) return
  if (/back to/.test(mark.text) && (has(clause, 'shape') || ofKind(clause, 'ratio').length > 0)) return
  if (has(clause, 'object', 'sound', 'speed') || /^back to$/.test(mark.text) && !request.facts.hasFilm) return
  const text = request.plain.slice(clause.start, clause.end)
  use(clause, mark, ...find(clause, 'object', 'that-change', 'thing'), ...find(clause, 'verb', 'undo', 'cut', 'change', 'add'))
  const before = find(clause, 'time-word', 'before')[0]
  const topics = (['music', 'title', 'subtitles', 'transition', 'look', 'logo', 'text', 'duration', 'speed'] as const).filter((value) => has(clause, 'object', value))
  use(clause, before, ...find(clause, 'object', ...topics))
  const count = ofKind(clause, 'number')[0] ?? ofKind(clause, 'count')[0] ?? ofKind(clause, 'factor')[0]
  const version = text.match(/(?:version|v|版本|第) ?(\d+)/)?.[1]
  if (version !== undefined) return use(clause, ...ofKind(clause, 'number'), ...ofKind(clause, 'which')), add(request, 'restore', { version: said(Number(version)) })
  if (/original|first version|最初|第一版|初版|最开始|原版|原样|start over|start again|from scratch|reset|重来|重新开始|从头|beginning|start over|all changes|所有(?:修改|更改|改动)/.test(text) && topics.length === 0) return add(request, 'restore', { version: said(0) })
  if (topics.length > 0) return add(request, 'restore', { topic: said(topics[0]), before: said(before !== undefined) })
  const steps = text.match(stepsBack)
  const figure = count?.value ?? (steps === null ? undefined : readNumber((steps[1] ?? steps[2])!))
  use(clause, count, ...ofKind(clause, 'which'), ...ofKind(clause, 'edge'))
  add(request, 'undo', figure === undefined ? {} : { steps: said(figure) })
}

export const refineFormat: Refiner = (request, clause) => {
  const marks = find(clause, 'format')
  for (const mark of marks) {
    const value = sense(mark, 'format')!
    const words = verbsAt(clause, mark)
    const goes = words.some((verb) => ['transform', 'export', 'change', 'make', 'extract', 'put', 'mix'].includes(verb)) || /(?:as|to|into|in|成|为|an?) ?$/.test(request.plain.slice(Math.max(0, mark.start - 6), mark.start))
    // "GIF-like", "gif style": only a comparison.
    const compared = /^[ -]?(?:like|style|ish)\b/.test(request.plain.slice(mark.end, mark.end + 8))
    // "Turn this poster into a video": what it is made from.
    const isSource = value === 'still' && (clause.marks.slice(clause.marks.indexOf(mark) + 1).some((one) => means(one, 'film') || means(one, 'kind')) || /(?:\bthis|\bmy|\bthe|这[张个幅]|这些|把) ?$/.test(request.plain.slice(Math.max(0, mark.start - 5), mark.start)) && request.facts.photos > 0)
    if (isNegated(clause, mark) || compared || isSource) { use(clause, mark); continue }
    if (value === 'mp4') { use(clause, mark); extend(request, 'format', { format: said('mp4') }); continue }
    if (value === 'webm' || value === 'mov') {
      const isSourceFile = value === 'mov' && (clause.marks.some((one) => means(one, 'format', 'mp4')) || !goes)
      use(clause, mark)
      if (!isSourceFile) extend(request, 'format', { format: said(value) }), gap(request, 'format')
      continue
    }
    // "Play my mp3 under it": the song that was sent.
    if (value === 'mp3' && request.facts.sounds > 0 && !/\b(?:as|to|into|save|export|extract)\b.{0,12}$|[成为转存]$/.test(request.plain.slice(Math.max(0, mark.start - 14), mark.start))) continue
    if (goes) use(clause, mark), refuse(request, value === 'mp3' ? 'audio' : value === 'still' ? 'still' : value === 'gif' ? 'gif' : 'container', mark.text)
  }
}

export const refineExport: Refiner = (request, clause) => {
  const mark = find(clause, 'verb', 'export')[0]
  const compress = find(clause, 'verb', 'compress')[0]
  const normalize = find(clause, 'verb', 'normalize')[0]
  if (normalize !== undefined) use(clause, normalize, ...find(clause, 'object', 'sound'))
  if (compress !== undefined && !(ofKind(clause, 'length').length > 0)) use(clause, compress), extend(request, 'export', { compress: said(true) })
  if (wantsTheFilm(request, clause) && (mark === undefined || /^give|^send|^hand/.test(mark.text))) return use(clause, ...clause.marks), extend(request, 'export', {})
  if (mark === undefined || isNegated(clause, mark)) return
  if (/^save|^output|^保存/.test(mark.text) && has(clause, 'object', 'project')) return
  use(clause, mark, ...find(clause, 'film'), ...find(clause, 'object', 'project', 'thing'), ...find(clause, 'pace'))
  extend(request, 'export', {})
}

// "Can I get the final cut", "可以了，生成成片": the film as it is, handed over.
function wantsTheFilm(request: Request, clause: Clause): boolean {
  if (!request.facts.hasFilm || ofKind(clause, 'length').length + ofKind(clause, 'quote').length > 0) return false
  const text = request.plain.slice(clause.start, clause.end)
  const whole = /\b(?:final|finished|complete|full|end) (?:cut|film|video|version|movie|result|file|product)\b|\bthe (?:file|result|final)\b|成片|最终版|终版|成品|完整版/
  return whole.test(text) && /\b(?:get|have|give|want|need|receive|see|hand|pass|where)\b|生成|输出|出|给|要|拿|看|发/.test(text)
}

export const refineAsk: Refiner = (request, clause) => {
  if (request.facts.hasFilm && /^(?:so )?what (?:have|did|has|was|were) (?:you|we|i|been)\b|改了(?:哪些|什么|啥|哪里)|做了(?:哪些|什么)(?:修改|改动)|\bwhat(?:'s| is| has) (?:been )?changed\b/.test(request.plain.slice(clause.start, clause.end))) return use(clause, ...clause.marks), add(request, 'state', {})
  const credits = find(clause, 'object', 'credits')[0]
  if (credits !== undefined && !has(clause, 'verb', 'add') && !/credits? roll|end credits|片尾/.test(request.plain)) return use(clause, ...find(clause, 'object', 'credits')), add(request, 'credits')
  // "How's the render going?", "渲染到百分之几了": about the work and not a wish for it.
  if (/\bhow(?:'s|’s| is| far)?\b.{0,40}\b(?:going|coming|along|done|progress)\b|(?:导出|渲染|任务|进度|做|剪)(?:到|得)(?:哪|百分之几|多少|第几|怎么样)|还要多久|(?:一共|总共|现在|有).{0,4}(?:几|多少)(?:张|段|个|秒|分)|\bhow many (?:photos|pictures|images|clips|seconds)\b|\b(?:is there|can i (?:see|watch|have)|let me (?:see|watch)|show me) (?:a |the )?preview\b|\bpreview (?:it|this|the (?:video|film))\b|(?:完成|结束|做|弄|导|渲染|剪)?(?:完|好)?了(?:吗|没|么)[?？]?$|\b(?:is|are) (?:it|the \w+|we) (?:\w+ )?(?:done|ready|finished)\b/.test(request.plain.slice(clause.start, clause.end))) return use(clause, ...clause.marks), add(request, 'state', {})
  const upload = find(clause, 'verb', 'upload')[0]
  if (upload !== undefined && !/ed$/.test(upload.text) && !has(clause, 'platform') && request.clauses.length <= 2) return use(clause, upload), add(request, 'upload')
  if (request.facts.hasFilm && /^(?:so )?(?:what|where|which|how (?:far|many|long))\b.*(?:so far|\bwe\b|\bnow\b|in it|right now)|到目前为止|进行到哪/.test(request.plain.trim()) && verbsOf(clause).length === 0) return use(clause, ...clause.marks), add(request, 'state', {})
  const project = find(clause, 'object', 'project')[0]
  const show = find(clause, 'verb', 'show')[0]
  const asks = /\?|？|\bwhat|\bhow\b|^is (?:it|the)\b|\byet\b|吗|多少|多长|多久|几秒|几张|几段|哪|什么|怎么样|进度|状态|\bstatus|详情|\binfo/.test(request.plain)
  if (project !== undefined && (show !== undefined || asks) && !verbsOf(clause).some((verb) => ['add', 'remove', 'change', 'cut', 'make', 'export', 'transform'].includes(verb))) {
    use(clause, project, show, ...find(clause, 'film'))
    return add(request, 'state', { about: said(project.text) })
  }
  if (show !== undefined && request.facts.hasFilm && verbsOf(clause).every((verb) => verb === 'show' || verb === 'improve') && (has(clause, 'film') || has(clause, 'object', 'music', 'title', 'subtitles', 'effect', 'text') || clause.marks.length <= 3)) return use(clause, show), add(request, 'state', {})
}

export const refineKind: Refiner = (request, clause) => {
  const kind = find(clause, 'kind').find((mark) => !isNegated(clause, mark))
  const film = find(clause, 'film')[0]
  const makes = find(clause, 'verb', 'make', 'transform')
  const makeVerb = makes.find((mark) => !means(mark, 'verb', 'add'))
  if (kind !== undefined) use(clause, kind)
  const kindValue = bestKind(clause)
  if (film === undefined && kind === undefined && makeVerb === undefined) return
  use(clause, film, ...makes)
  const verbs = verbsOf(clause)
  const creates = verbs.some((verb) => verb === 'make' || verb === 'transform')
  if (!creates && film === undefined && kind === undefined) return
  extend(request, 'create', {
    ...(kindValue !== undefined && !kindSaid(request) ? { kind: said(kindValue) } : {}), ...(creates ? { verb: said(makeVerb?.text ?? 'make') } : {}), ...(film !== undefined ? { film: said(film.text) } : {}),
  })
}

function kindSaid(request: Request): boolean {
  return request.intents.some((intent) => intent.name === 'create' && intent.slots['kind'] !== undefined)
}

// "wedding slideshow": the occasion says more than the form.
function bestKind(clause: Clause): string | undefined {
  const values = clause.marks.flatMap((mark) => (mark.kind === 'word' ? mark.senses.filter((one) => one.concept === 'kind').map((one) => one.value) : []))
  const forms = new Set(['slideshow', 'presentation', 'product', 'explainer'])
  return values.find((value) => !forms.has(value)) ?? values[0]
}

export const refinePlain: Refiner = (request, clause) => {
  const text = request.plain.slice(clause.start, clause.end)
  const denied = clause.marks.some((mark) => means(mark, 'no')) || clause.inheritedNo
  const generative = /\bai\b|ai[生效特]|生成|generat|effect|编造|虚构|实拍|特效|人工智能|artificial|fabricat|made-up|made up|invent/.test(text)
  const plainly = /\b(?:real|original|actual|own) (?:photos|images|pictures|footage|material) only\b|only (?:use )?(?:my|the) (?:own |original )?(?:photos|images|pictures|footage|material)|只用(?:我的|原|这些)|just (?:the|my) (?:photos|images)/.test(text)
  if (!(denied && generative) && !plainly) return
  const onlyClaims = /参数|价格|数据|facts|price|claims/.test(text) && !/ai|特效|effect|画面|实拍/.test(text)
  use(clause, ...clause.marks.filter((mark) => means(mark, 'no') || means(mark, 'object', 'effect') || means(mark, 'refuse') || means(mark, 'verb', 'make') && isNegated(clause, mark)))
  if (onlyClaims) return
  extend(request, 'plain', {})
}

export const refineImprove: Refiner = (request, clause) => {
  const mark = find(clause, 'verb', 'improve')[0]
  if (mark === undefined || isNegated(clause, mark)) return
  use(clause, mark, ...find(clause, 'compare', 'bit', 'more'))
  if (!hasIntent(request, 'look', 'subtitles', 'caption')) add(request, 'improve')
}

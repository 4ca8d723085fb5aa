// What an editor cannot honestly do, recognised before anything else claims the words. Strong words refuse by
// themselves; weak ones (rain, speaking, smiling) only together with a wish to make a still picture do it.

import { find, has, isNegated, ofKind, use, verbsAt, verbsOf, type Clause } from '../clause.ts'
import { means, sense, type Mark } from '../mark.ts'
import { gap, hasIntent, refuse, type Refiner, type Request } from '../request.ts'

const weak = new Set(['weak-talk', 'weak-alive', 'weak-nature'])
/** Refusals that need a still picture to be about. */
const aboutPictures = new Set(['talking-head', 'bring-alive'])

export const refineLimits: Refiner = (request, clause) => {
  if (clause === request.clauses[0] && unmixes.test(request.plain)) return use(clause, ...clause.marks), refuse(request, 'audio', clause.marks[0]!.text)
  stirsPicture(request, clause)
  changesBackground(request, clause)
  handlesThings(request, clause)
  for (const mark of find(clause, 'refuse')) {
    const what = sense(mark, 'refuse')!
    if (isNegated(clause, mark)) { use(clause, mark); continue }
    if (weak.has(what) ? !wantsLife(request, clause, mark) : !isMeant(request, clause, mark, what)) continue
    use(clause, mark)
    refuse(request, what.replace('burned', 'object-removal').replace('weak-talk', 'talking-head').replace('weak-alive', 'bring-alive').replace('weak-nature', 'bring-alive'), mark.text)
  }
}

// Voices and music of one recording cannot be taken apart.
const unmixes = /(?:人声|歌声)[^，。]{0,4}[和与跟从][^，。]{0,6}(?:伴奏|音乐|背景)[^，。]{0,6}(?:分开|分离|拆开)|\b(?:separate|split|isolate) (?:the )?(?:vocals?|voices?|singing) (?:and|from)\b/

/** What lies inside a picture, and what an editor would have to do to it: a verb and a thing refuse together. */
function handlesThings(request: Request, clause: Clause): void {
  const figure = find(clause, 'figure')[0]
  const lead = clause.marks.find((mark) => !means(mark, 'padding'))
  const quoted = clause.marks.some((mark) => mark.kind === 'quote')
  if (quoted) return
  if (figure !== undefined && !means(figure, 'figure', 'web') && !isNegated(clause, figure)) {
    const verbs = verbsOf(clause)
    const does = (...families: string[]) => verbs.some((verb) => families.includes(verb))
    const selects = has(clause, 'select', 'photos', 'clips') && clause.marks.indexOf(figure) > clause.marks.findIndex((mark) => means(mark, 'select'))
    const reshapes = does('make', 'add') && /\b(?:my|her|his|their|the) [a-z]+ (?:look |a bit |a little |more |much )*[a-z]+(?:er|ier)?\b|更|变|点/.test(clause.marks.map((mark) => mark.text).join(' ')) && !has(clause, 'film') && !has(clause, 'kind') && !has(clause, 'move') && !has(clause, 'verb', 'zoom') && ofKind(clause, 'quote').length === 0
    if (/^(?:thinner|slimmer)$/.test(figure.text) && has(clause, 'object', 'text', 'title', 'caption', 'subtitles')) return
    if (means(figure, 'figure', 'face') && (reshapes || does('change', 'move', 'transform', 'improve')) && !has(clause, 'aspect-of') && !has(clause, 'place', 'center')) return use(clause, figure), refuse(request, 'face', figure.text)
    if (!selects && does('remove', 'cut-out') && /remove|erase|delete|get rid|take|去|除|抹|删|消|擦|p掉/.test(clause.marks.map((mark) => mark.text).join(' '))) return use(clause, figure), refuse(request, 'object-removal', figure.text)
  }
  // "Track the ball", "follow her as she walks": an imperative and something that nothing else explains.
  const next = clause.marks[clause.marks.indexOf(lead!) + 1]
  const after = clause.marks.slice(clause.marks.indexOf(lead!) + 1).find((mark) => !means(mark, 'padding'))
  if (lead !== undefined && /^(?:track|follow)$/.test(lead.text) && next !== undefined && (after?.kind === 'other' || means(after, 'figure'))) return use(clause, lead, after), refuse(request, 'track', lead.text)
  takesSound(request, clause)
  addsDetail(request, clause)
  goesToTheWeb(request, clause, lead)
}

// "Enhance the quality of this blurry photo": detail that is not there.
function addsDetail(request: Request, clause: Clause): void {
  const quality = find(clause, 'object', 'resolution')[0]
  const text = request.plain.slice(clause.start, clause.end)
  if (quality === undefined || has(clause, 'resolution') || !/blurry|blurred|pixelated|pixelly|low[- ](?:res|quality)|\bold\b|damaged|模糊|老|旧|低清|不清/.test(text)) return
  if (!verbsOf(clause).some((verb) => ['improve', 'raise', 'change', 'transform', 'make'].includes(verb))) return
  use(clause, quality)
  refuse(request, 'upscale', quality.text)
}

// "Extract the audio", "提取视频中的音频": a file of sound alone.
function takesSound(request: Request, clause: Clause): void {
  const sound = find(clause, 'object', 'sound')[0]
  if (sound === undefined || request.facts.clips === 0 && !request.facts.hasFilm) return
  const text = request.plain.slice(clause.start, clause.end)
  const verbs = verbsOf(clause)
  const parts = /vocals|acapella|stems|人声|伴奏/.test(text) && verbs.some((verb) => verb === 'split' || verb === 'extract' || verb === 'remove')
  if (parts) return use(clause, sound), refuse(request, 'audio', sound.text)
  if (!verbs.some((verb) => verb === 'extract' || verb === 'export') || /\bwith(?:out)?\b|\bno\b|带|含|无|静音|保留|quality/.test(text) || has(clause, 'verb', 'mute', 'remove')) return
  use(clause, sound, ...find(clause, 'verb', 'extract', 'export'))
  refuse(request, 'audio', sound.text)
}

// "Post it to my channel" is not "a video to post on my channel": only what is told to be done is refused.
function goesToTheWeb(request: Request, clause: Clause, lead: Mark | undefined): void {
  const place = find(clause, 'figure', 'web')[0] ?? clause.marks.find((mark) => means(mark, 'platform'))
  if (place === undefined || lead === undefined) return
  const text = request.plain.slice(lead.start, clause.end)
  const whole = request.plain.slice(clause.start, clause.end)
  const fetches = /(?:爬|扒|抓取|下载)/.test(whole) && means(place, 'figure') || /^(?:download|scrape|crawl|grab|rip|fetch|pull|get|save|下载|爬|扒|抓)/.test(text) && /\b(?:from|off)\b|'s\b|上的|里的|下载|爬|扒|抓/.test(text)
  if (fetches && !request.facts.hasFilm) return use(clause, lead, place), refuse(request, 'fetch', lead.text)
  if (/^(?:i|we)\b/.test(whole.trim()) || clause.marks.some((mark) => means(mark, 'film') && mark.start > place.start) && !/^(?:post|upload|publish)/.test(lead.text)) return
  const sends = /^(?:请|帮我|麻烦|直接|再|然后|把(?:它|视频|成片|片子))*(?:发布|上传|投稿|传|发)[到上给去]/.test(whole.trim())
  if (sends && !request.intents.some((intent) => intent.name !== 'create')) return use(clause, ...clause.marks.filter((mark) => !means(mark, 'object', 'sound', 'music'))), refuse(request, 'publish', lead.text)
  if (/^(?:post|upload|publish|share|send|发布|上传|投稿)/.test(lead.text) && lead.start < place.start && /\b(?:to|on|onto)\b|发|传/.test(text)) use(clause, lead, place), refuse(request, 'publish', lead.text)
}

// "Make the horse in this picture gallop", "让照片里的旗子飘起来": a thing in a still picture is to do something.
function stirsPicture(request: Request, clause: Clause): void {
  if (request.facts.photos === 0 || has(clause, 'film') || has(clause, 'object', 'text', 'title')) return
  const text = request.plain.slice(clause.start, clause.end)
  const english = text.match(/\b(?:make|let|have|get) (?:the|this|that|my|her|his) [a-z ]{2,24} in (?:this|the|my) (?:picture|photo|image|drawing|painting) (?:to )?([a-z]+)/)
  const chinese = /[让使叫](?:这张)?(?:照片|图片|画面|图)[里中]的?[^，。]{1,10}(?:起来|动|飘|流|飞|走|跑|跳|说|唱|笑|眨|转)/.test(text)
  if (!chinese && (english === null || /(?:er|est)$|^(?:look|bright|dark|big|small|pop|stand|sharp|clear|black|white|warm|cool|fit|fill|stay|appear|longer)/.test(english[1]!))) return
  const mark = clause.marks.find((one) => !means(one, 'padding'))!
  use(clause, ...clause.marks)
  refuse(request, 'bring-alive', mark.text)
}

// The ground behind a person cannot be taken out of a picture.
function changesBackground(request: Request, clause: Clause): void {
  const mark = find(clause, 'object', 'background')[0]
  if (mark === undefined || request.facts.photos + request.facts.clips === 0 || isNegated(clause, mark)) return
  if (!verbsAt(clause, mark).some((verb) => ['remove', 'cut-out', 'change', 'transform'].includes(verb)) || has(clause, 'object', 'text', 'title', 'subtitles', 'music', 'sound')) return
  // A blurred ground around the picture is ours to draw.
  if (/blur|fill|模糊|虚化填充|填充/.test(request.plain.slice(clause.start, clause.end)) && (has(clause, 'shape') || ofKind(clause, 'ratio').length > 0 || hasIntent(request, 'aspect', 'platform', 'fit'))) return
  use(clause, mark)
  refuse(request, 'object-removal', mark.text)
}

function isMeant(request: Request, clause: Clause, mark: Mark, what: string): boolean {
  if (what === 'record') return request.facts.clips === 0 || /录制|开始录|record my/.test(request.plain)
  if (what === 'publish' && /\b(?:i|we|you|they) (?:can|could|will|want to|plan to|need to|may)\b|\bto be\b|能|可以/.test(request.plain.slice(Math.max(0, mark.start - 24), mark.start))) return false
  if (what === 'publish') return !/so (?:i|that)|for (?:posting|publishing)|ready to|适合|用于|准备/.test(request.plain)
  if (what === 'copy') return has(clause, 'verb', 'make', 'write', 'add', 'transform') || ['make', 'write'].includes(clause.inheritedVerb ?? '') || request.clauses.length === 1
  // A phrase for "make a film of", when a camera move is named with it.
  if (what === 'bring-alive' && request.clauses.some((one) => has(one, 'move') || has(one, 'verb', 'zoom') || has(one, 'object', 'motion'))) return false
  if (what === 'fetch') return request.facts.photos + request.facts.clips === 0 || has(clause, 'verb', 'export', 'upload')
  if (what === 'people') return has(clause, 'verb', 'show', 'add', 'pick') || request.clauses.length === 1
  // "To 1080p" is a size and no new detail.
  if (what === 'upscale' && clause.marks.some((one) => means(one, 'resolution') && Number(sense(one, 'resolution')) <= 1440) && !/\bai\b|detail|细节/.test(request.plain)) return false
  if (/^morph/.test(mark.text)) return !has(clause, 'object', 'transition')
  if (what === 'burned') return verbsOf(clause).some((verb) => verb === 'remove' || verb === 'change' || verb === 'cut-out')
  if (what === 'track') return !/countdown|timer/.test(request.plain) && !means(mark, 'select')
  // "My talking head video" is what was filmed.
  if (what === 'talking-head' && /^talking/.test(mark.text) && request.facts.clips > 0 && request.facts.photos === 0) return false
  if (aboutPictures.has(what)) return true
  if (what === 'restyle' && (has(clause, 'font') || has(clause, 'object', 'title', 'text'))) return false
  if (what === 'restyle') return has(clause, 'verb', 'make', 'transform', 'add', 'change', 'put') || has(clause, 'object', 'look', 'effect')
  return true
}

// "Make the rain fall", "let her say hello", "让她微笑".
function wantsLife(request: Request, clause: Clause, mark: Mark): boolean {
  if (request.facts.photos === 0) return false
  const all = request.plain
  const many = request.facts.photos > 3
  const what = sense(mark, 'refuse')
  if (has(clause, 'kind', 'slideshow') || has(clause, 'object', 'text', 'title', 'caption') || /["“「]/.test(request.text) && !(sense(mark, 'refuse') === 'weak-talk' && causes(request, clause, mark) && has(clause, 'figure'))) return false
  const animates = /animat|bring|动起来|活起来|让(?:她|他|它|照片|图片|人物|云|水|头发)|make (?:her|him|them|it|the|my)/.test(all)
  // "让这张照片动起来" is a camera over it; "让照片里的人动起来" is not.
  if (/^动起来|^活起来/.test(mark.text)) return /[里中]的?[^，。]{1,8}[动活]起来|(?:人物?|他|她|它|云|水|头发|动物|猫|狗|宝宝|孩子|爷爷|奶奶)[^照图，。]{0,4}[动活]起来/.test(all)
  if (what === 'weak-talk' && /^(?:talking|speaking|singing)$/.test(mark.text) && has(clause, 'verb', 'transform', 'make') && !many && !has(clause, 'object', 'music', 'voice')) return true
  if (what === 'weak-talk') return (animates || /\b(?:make|let|have)\b|让/.test(all)) && !many
  if (what === 'weak-alive') return (animates || causes(request, clause, mark)) && !has(clause, 'film')
  return causes(request, clause, mark) || /animat|动起来|bring|让|make the|moving|flowing|falling|rising|drifting|blowing/.test(all) && !many
}

// "Let my grandfather blink", "get the candle to flicker": somebody is to be made to do something.
function causes(request: Request, clause: Clause, mark: Mark): boolean {
  return /\b(?:make|let|have|get|want|see)\b(?! (?:a|an|me a) (?:video|film|clip|slideshow|movie))/.test(request.plain.slice(clause.start, mark.start)) || /[让使叫]/.test(request.plain.slice(clause.start, mark.start))
}

/** Words that name a stretch of film and not a thing in it. */
const partNoun = /\b(?:parts?|bits?|sections?|segments?|scenes?|moments?|takes?|shots?|clips?|footage|stuff|where|when|anything|everything)\b|部分|片段|镜头|地方|内容|画面|段落|的时候|时候/

const outOfPicture = /\b(?:from|out of) (?:the|this|my) (?:shot|frame|picture|photo|image|background|scene|video|clip|footage)\b/

/** What is named stands inside a picture. */
const inPicture = /(?:画面|视频|照片|图|镜头|背景)[里中]的?|\bin the (?:shot|background|frame|picture|photo|image|back|scene)\b/

// "Put me in a spacesuit", "把我放到月球上": a person and a place that nobody has filmed.
function putsInside(request: Request, clause: Clause): boolean {
  const text = request.plain.slice(clause.start, clause.end)
  return /\b(?:put|place|add|insert|dress|show) (?:me|us|him|her|them|myself|my (?:face|head|dog|cat|wife|husband|son|daughter|kids?|baby|mom|mum|dad|parents|friends?|girlfriend|boyfriend|family)) (?:in|into|on|onto|next to|inside|beside|behind) (?:an? |the )?[a-z]+|把(?:我|他|她|我们|人物?)(?:放|p|P|移|换)(?:到|在|进|成)|(?:给(?:我|他|她|人物)|让(?:我|他|她))(?:穿上?|戴上?|换上)/.test(text)
}

/**
 * The last reader of a clause: a verb that changes, and a thing that nobody else knew. "Replace the sky with stars" is
 * about what is in the picture; "cut the boring parts" about footage that only a person can find.
 */
export const refineContent: Refiner = (request, clause) => {
  if (request.facts.photos + request.facts.clips === 0 && !request.facts.hasFilm || request.intents.some((intent) => intent.name === 'undo')) return
  const open = clause.marks.filter((mark) => !clause.used.has(mark) && !means(mark, 'padding') && !means(mark, 'verb'))
  const verbs = verbsOf(clause)
  const things = open.filter((mark) => mark.kind === 'other' ? mark.text.length > 1 : means(mark, 'figure') || means(mark, 'scene') || means(mark, 'refuse') || means(mark, 'object', 'background') || means(mark, 'color'))
  if (things.length === 0 || clause.marks.some((mark) => mark.kind === 'quote' || mark.kind === 'name' || mark.kind === 'range' || mark.kind === 'edge')) return
  const removes = verbs.some((verb) => verb === 'remove' || verb === 'cut-out' || verb === 'cut')
  if (putsInside(request, clause)) return use(clause, ...open), refuse(request, 'content', things[0]!.text)
  const touched = clause.marks.some((mark) => clause.used.has(mark) && !means(mark, 'padding') && !means(mark, 'verb') && !(removes && (means(mark, 'film') || means(mark, 'pronoun'))))
  const text = request.plain.slice(clause.start, clause.end)
  if ((removes || verbs.some((verb) => verb === 'keep' || verb === 'pick' || verb === 'extract')) && partNoun.test(text.replace(outOfPicture, '')) && !inPicture.test(text) && !outOfPicture.test(text.replace(/(?:part|bit|section|moment|scene)s?\b.*/, '')) && !touched) return use(clause, ...open), gap(request, 'content-search')
  if (touched) return
  const inside = things.some((mark) => mark.kind !== 'other' && (means(mark, 'figure') || means(mark, 'scene') || means(mark, 'refuse'))) || /\b(?:with|into|to)\b|换成|变成|改成|替换/.test(text)
  if (verbs.includes('remove') && /remove|erase|delete|get rid|take (?:out|off|away)|clear|去|除|抹|删|消|擦|掉/.test(text) || verbs.some((verb) => verb === 'change' || verb === 'transform') && inside) {
    use(clause, ...open)
    return refuse(request, 'content', things[0]!.text)
  }
  if (verbs.some((verb) => verb === 'add' || verb === 'put') && things.some((mark) => means(mark, 'figure') || means(mark, 'scene') || means(mark, 'refuse'))) use(clause, ...open), refuse(request, 'content', things[0]!.text)
}

/** Nothing was sent and the words describe pictures that nobody has filmed. */
export function wantsInventedPictures(request: Request): string | undefined {
  const { photos, clips, sounds, hasScript, hasFilm } = request.facts
  if (photos + clips + sounds > 0 || hasScript || hasFilm) return undefined
  if (request.clauses.some((clause) => clause.marks.some((mark) => mark.kind === 'quote'))) return undefined
  const describes = /^(?:an?|two|three|some|one)\b|^(?:an? |the )?[a-z]+(?: [a-z]+)? [a-z]+ing\b|^[\u3400-\u9fff]/.test(request.plain.trim()) && !request.intents.some((intent) => ['credits', 'state', 'upload', 'export'].includes(intent.name))
  const makes = describes || /\b(?:want|need|like|give me|show me)\b|要|想/.test(request.plain) || request.clauses.some((clause) => has(clause, 'verb', 'make', 'transform') || has(clause, 'film'))
  if (!makes) return undefined
  // "谁在哪里做什么" with nothing of ours in it.
  const acted = request.plain.match(/(?:生成|制作|做|来|弄)(?:一[个段条支部])?[^，。我]{2,8}(?:弹|跳|跑|吃|唱|飞|游|骑|开着?|打|玩|喝|走|拥抱|接吻|滑)[^，。]{0,6}的?(?:视频|短片|动画|画面|片段)/)?.[0]
  if (acted !== undefined && !/照片|图|素材|教程|宣传|店|开场|开箱|走秀/.test(acted)) return acted
  const told = request.plain.match(/[\u4e00-\u9fff]{2,8}在[\u4e00-\u9fff]{1,8}[里上中下边旁间][\u4e00-\u9fff]{1,4}/)?.[0]
  if (told !== undefined && !/照片|图|字|标题|文案|视频里|我/.test(told)) return told
  const scene = request.clauses.flatMap((clause) => clause.marks).find((mark) => means(mark, 'scene'))
  if (scene !== undefined && !/motion graphics|text|typograph|lyric|字幕片|文字/.test(request.plain)) return scene.text
  const style = request.clauses.flatMap((clause) => clause.marks).find((mark) => means(mark, 'refuse', 'restyle'))
  if (style !== undefined) return style.text
  const shown = request.plain.match(/\b(?:showing|featuring|depicting|starring|in which|where) (?!my |our |the text|text|words|how )(?:an? |the |some )?([a-z]+ [a-z]+)/)
  if (shown !== null && !/text|title|logo|product|caption|words|number|stats/.test(shown[1]!)) return shown[0]
  const described = request.plain.match(/\b(?:shots?|scenes?|close-ups?|visuals|imagery|views?) of (?!my |our |these |the |this |us\b|me\b)[a-z]+|(?:video|film|movie|clip|animation) of (?!my |our |these |the photos|photos|images|text|this )(?:an? |the )?[a-z]+/)?.[0]
  return described
}

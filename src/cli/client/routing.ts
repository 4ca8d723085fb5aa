// What a person means, by the table of the skill documents: export, credits, status, upload, and everything else is chat.
// A word alone does not decide ("add end credits", "a title: Download now"): the message must be about it. Pure.

export type Language = 'en' | 'zh'

export interface Route {
  readonly to: 'export' | 'credits' | 'status' | 'upload' | 'chat'
  /** What is left to say in chat. */
  readonly words: string
  /** The message ends with a wish for the file. */
  readonly thenExport?: true
  /** `720p`, when an export named a size. */
  readonly resolution?: string
}

/** Han characters mean Chinese; a message without any words keeps the language so far. */
export function languageOf(words: string, before: Language = 'en'): Language {
  if (/\p{Script=Han}/u.test(words)) return 'zh'
  return /\p{L}/u.test(words) ? 'en' : before
}

export function routeOf(message: string): Route {
  const words = message.trim()
  const plain = withoutPoliteness(withoutQuotes(words))
  const resolution = /\b(\d{3,4}p)\b/i.exec(plain)?.[1]?.toLowerCase()
  const sized = resolution === undefined ? {} : { resolution }
  if (isExport(plain)) return { to: 'export', words: '', ...sized }
  if (creditWords.some((pattern) => pattern.test(plain))) return { to: 'credits', words: '' }
  if (statusWords.some((pattern) => pattern.test(plain))) return { to: 'status', words: '' }
  const uploading = /^(?:upload|上传)(?:\s*(?:it|this|these|them|files?|photos?|文件|照片|图片|视频))?\s*/i.exec(words)
  if (uploading) return { to: 'upload', words: words.slice(uploading[0].length).trim() }
  const ending = thenExport.map((pattern) => pattern.exec(words)).find((match) => match !== null)
  if (ending && ending.index > 0) return { to: 'chat', words: words.slice(0, ending.index).trim(), thenExport: true, ...sized }
  return { to: 'chat', words }
}

const object = '(?:it|this|that|everything|(?:the|my|this|a|as)?\\s*(?:finished |final )?(?:video|film|movie|reel|result|file|mp4))'
const how = '(?:\\s*(?:now|again|as|in|at|to|an?|mp4|file|full hd|hd|high quality|\\d{3,4}p|for me|to me|when ready))*'
const exportWords = [
  new RegExp(`^(?:export|download|render)(?:\\s*${object})?${how}$`, 'i'),
  new RegExp(`^(?:send|give|bring|get)\\s+(?:me\\s+)?${object}${how}$`, 'i'),
  /^(?:我要|我想)?(?:直接|现在|马上)?(?:导出|下载|输出成片)(?:一下|成|为)?(?:这个|这部|我的|最终)?(?:视频|成片|影片|片子|文件|作品)?(?:吧|了|给我)?(?:\s*(?:mp4|\d{3,4}p))?$/i,
  /^(?:把)?(?:这个|做好的|最终的?)?(?:视频|成片|影片|片子|文件|它)?(?:给我)?(?:导出|下载|发给我|发我|传给我)(?:来|一下|吧|成?\s*mp4|\s*\d{3,4}p)?$/i,
]
const creditWords = [
  /^(?:how (?:much|many)(?: (?:credits?|money|balance))?(?: (?:is|are|do i have))*(?: left| remaining)?|(?:account |credit |remaining )?(?:credits?|balance)(?: (?:left|balance|remaining|do i have))*)$/i,
  /^(?:我?(?:还有|还剩|剩余|有)?多少(?:积分|余额)|(?:我的|剩余)?(?:积分|余额)(?:还有多少|还剩多少|是多少|多少|余额|查询)?|(?:查|查看|查询)(?:一下)?(?:我的)?(?:积分|余额))(?:了|呢)?$/,
]
const statusWords = [
  /^(?:status|project status|state|tracks?|timeline|summary)$/i,
  /^(?:what(?:'s| is) (?:in (?:it|the film|the video|the timeline|there)|the status)|how (?:does it look|is it going))$/i,
  /^(?:(?:查看|看看|看一下|显示)?(?:一下)?(?:当前|现在的?)?(?:状态|轨道|时间线|进度)(?:怎么样|如何)?|(?:视频|片子)?里?(?:现在)?(?:有|都有)(?:什么|些什么|哪些))(?:了|呢)?$/,
]
const thenExport = [/[,.;]?\s*(?:and|then|and then)\s+(?:export|download)(?: (?:it|this|the (?:video|film)))?(?: (?:in|at|as) \d{3,4}p)?\s*[.!]?$/i, /[，。；,]?\s*(?:然后|并|再|最后)(?:直接)?(?:导出|下载)(?:视频|成片)?\s*[。！]?$/]

function isExport(plain: string): boolean {
  return plain !== '' && exportWords.some((pattern) => pattern.test(plain))
}

function withoutQuotes(words: string): string {
  return words.replace(/["“”«»「」『』][^"“”«»「」『』]*["“”«»「」『』]/g, ' … ')
}

/** `Could you please show me the credits?` becomes `credits`. */
function withoutPoliteness(words: string): string {
  return words.trim().replace(/[?!.。！？~～]+$/, '')
    .replace(/^(?:(?:hey|hi|ok|okay|now|please|just|so|and|then|can you|could you|would you|will you|i want to|i would like to|i'd like to|let me|let's)[,\s]+)+/i, '')
    .replace(/^(?:show|check|tell|see|view)\s+(?:me\s+)?(?:what (?:are|is)\s+)?(?:the |my )?/i, '')
    .replace(/^(?:what (?:are|is)|what's) (?=(?:the |my )(?:credit|balance))/i, '').replace(/^(?:the|my) (?=\w)/i, '')
    .replace(/[,\s]+(?:please|now|thanks|thank you)$/i, '')
    .replace(/^(?:请|麻烦|帮我|好的?，?|好了，?|那|现在|可以)+/, '').replace(/(?:吗|谢谢|，谢谢)$/, '').trim()
}

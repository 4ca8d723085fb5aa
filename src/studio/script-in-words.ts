// A script that stands in the message itself: "make a video from this script: …", "a promo with the text: …". What stands
// behind the colon is shown and not obeyed.

export interface ScriptInWords {
  readonly script: string
  /** The message without it: what is wished for. */
  readonly said: string
}

const sure = 'script|脚本|文案|稿子|歌词'
/** With nothing else to make a film from, these are the material too. */
const material = 'text|description|post|article|story|lyrics|文章|介绍|描述|内容'
/** These announce the lines of a script as often as a single caption, or the kind of film. */
const perhaps = String.raw`\b(?:texts?|words|copy|lines|slogans|promo|ad|commercial)\b|文字|台词|宣传片|广告`

/** Undefined when there is none. `hasMaterial`: pictures, clips or sounds were sent; `hasFilm`: there is one already, whose texts may be spoken of. */
export function scriptInWords(text: string, { hasMaterial, hasFilm }: { readonly hasMaterial: boolean; readonly hasFilm: boolean }): ScriptInWords | undefined {
  const script = behind(hasMaterial ? sure : `${sure}|${material}`, text, (tail) => tail.length >= 20 || isLines(tail))
    ?? (hasFilm ? undefined : behind(perhaps, text, (tail) => isLines(tail) && !wishes.test(tail)))
  return script === undefined ? undefined : { script, said: before(text, script) }
}

function behind(names: string, text: string, isScript: (tail: string) => boolean): string | undefined {
  const tail = text.match(new RegExp(`(?:${names})[^:：\\n]{0,60}[:：](?!\\d)\\s*["'“「‘]?([\\s\\S]{8,9000})`, 'i'))?.[1]?.replace(/["'”」’]\s*$/, '')
  return tail !== undefined && isScript(tail) ? tail : undefined
}

// Two sentences or lines at least: "Fresh air. Clear water." A quotation that ends earlier is one caption, and wishes follow it.
function isLines(tail: string): boolean {
  return tail.split(/[.!?](?:\s|$)|[。！？\n]/).filter((line) => line.trim().length >= 2).length >= 2 && !/["”」]/.test(tail)
}

/** What is said of films and never on them: then the sentences behind the colon are wishes after a caption. */
const wishes = /\b(?:music|song|soundtrack|transitions?|vertical|horizontal|landscape|square|seconds?|secs?|captions?|subtitles?|titles?|fonts?|export|photos?|pictures?|videos?|clips?|fades?|zooms?|crop|logo|voice ?over|make it|remove|delete|trim|slower|faster|slow motion|black and white|\d+:\d+|\d+ ?s)\b|音乐|配乐|转场|竖屏|横屏|竖版|横版|秒|字幕|标题|照片|视频|导出|配音|字体|去掉|删除|加快|放慢|倒放|黑白/i

// What is quoted is known as words anyway, and wishes may follow it.
function before(text: string, script: string): string {
  const said = text.slice(0, text.lastIndexOf(script))
  if (/["'“「‘]\s*$/.test(said)) return text
  return said.replace(/[:：\s]+$/, '')
    .replace(/([.!?。！？;；,，\n])\s*(?:(?:my|the|here is the) )?(?:script|text|story|lyrics|脚本|文案|稿子|文章|歌词|内容)$/i, '$1')
    .replace(/[,，]?\s*(?:(?:and|with|using|showing)\s+)+(?:(?:the|these|this|my|following)\s+){0,2}(?:texts?|words|copy|lines|slogans)$|[,，]?(?:配上?|加上?|写上?)?(?:文字|台词)$/i, '')
}

// Everything the client says by itself, in two languages. No sentence holds a token, an id or a raw answer; what comes
// from a server goes through `presentable` first. Pure.

import type { Language } from './routing.ts'
import { LineBroken, Refused } from './trouble.ts'

type Sentence = readonly [en: string, zh: string]

const sentences = {
  stillWorking: ['⏳ Still working...', '⏳ 还在处理…'],
  tooLong: ['This takes longer than 15 minutes; I stop waiting. The server goes on: ask for the status later.', '已经超过 15 分钟，我先不等了。服务器还在继续，稍后可以问我“状态”。'],
  lineBroke: ['The connection broke; the server goes on. I look at the film now and then.', '连接断了，服务器还在继续，我隔一会儿看一下影片。'],
  nothingAfterBreak: ['The connection broke, and the film has not changed since. Say it again if you still want it.', '连接断了，之后影片没有变化。如果还需要，请再说一次。'],
  nothingChanged: ['The server did not answer, and the film is as it was. Try to say it in other words.', '服务器没有回答，影片没有变化。请换个说法试试。'],
  unreachable: ['The server cannot be reached. Is it running (kinora serve), and is the address right (--api-url)?', '连不上服务器。它在运行吗（kinora serve）？地址对吗（--api-url）？'],
  tokenReplaced: ['Your access token is no longer valid; I go on with a free anonymous one.', '你的访问令牌已失效，我改用免费的匿名令牌继续。'],
  sessionLost: ['The server no longer has this film; I begin a new one and send your files again.', '服务器上已经没有这部影片，我重新开始，并再次上传你的文件。'],
  waiting: ['The server is busy; I try once more in 30 seconds.', '服务器忙，30 秒后我再试一次。'],
  busy: ['The server is still too busy. Please try again later.', '服务器还是太忙，请稍后再试。'],
  tokenRefused: ['The server does not accept the access token. Check NEMO_TOKEN, or leave it out to go on without an account.', '服务器不接受访问令牌。请检查 NEMO_TOKEN，或者去掉它，不用账号继续。'],
  sessionUnknown: ['The server does not know this film.', '服务器找不到这部影片。'],
  creditsRegister: ['The free credits are used up. Register to go on; everything made so far is kept: {link}', '免费积分用完了。注册后可以继续，已做的内容都会保留：{link}'],
  creditsTopUp: ['The credits are used up. Top up your account to go on: {link}', '积分用完了。请充值后继续：{link}'],
  exportRegister: ['This account may not export. That is a matter of the plan, not of credits; register here: {link}', '这个账号不能导出。这与套餐有关，与积分无关；请在这里注册：{link}'],
  exportPlan: ['This account may not export. That is a matter of the plan, not of credits: {link}', '这个账号不能导出。这与套餐有关，与积分无关：{link}'],
  fileType: ['The server cannot use this kind of file. It takes {formats}.', '服务器不能使用这种文件。支持的格式：{formats}。'],
  fileTooLarge: ['A file is too large; up to {size} MB each. Send a smaller one.', '文件太大，每个最多 {size} MB。请换小一点的。'],
  filesTooLarge: ['Too large: {files}. Up to {size} MB each; nothing was sent. Send smaller ones.', '太大：{files}。每个最多 {size} MB，没有上传。请换小一点的。'],
  uploaded: ['Received: {files}.', '收到：{files}。'],
  uploadedMany: ['Received {count} files: {files} and {rest} more.', '收到 {count} 个文件：{files} 等。'],
  notUsable: ['Not usable: {files}.', '用不了：{files}。'],
  watchLink: ['To watch it in a browser and go on there: {link}', '在浏览器里观看并继续修改：{link}'],
  leftRunning: ['I stopped waiting; nothing is lost. What was sent goes on at the server: ask for the status in a moment.', '我先不等了，什么都没丢。已发出的请求在服务器上继续，过一会儿可以问“状态”。'],
  notSent: ['Stopped before it was sent; nothing was done.', '在发送之前就停下了，什么都没做。'],
  sendingStopped: ['Stopped; the files were not all sent.', '已停止，文件没有全部发送。'],
  pressAgain: ['Press Ctrl-C again to leave; the film is kept.', '再按一次 Ctrl-C 退出，影片会保留。'],
  goodbye: ['The film is kept. Go on with: kinora chat --continue', '影片已保留。下次继续：kinora chat --continue'],
  resumed: ['Going on with "{words}" ({files} files sent).', '继续“{words}”（已上传 {files} 个文件）。'],
  resumedBare: ['Going on with the film of {files} files.', '继续那部有 {files} 个文件的影片。'],
  noFilms: ['There is no earlier film on this server.', '这台服务器上还没有以前的影片。'],
  noSuchFilm: ['There is no film {number}; say "films" to see them.', '没有第 {number} 部影片；说“影片列表”查看。'],
  another: ['A new film. Send pictures or words and say what you want to see.', '新的影片。发来图片或文字，说说你想看到什么。'],
  unknownCommand: ['There is no command {word}. Say "help" to see what there is.', '没有 {word} 这个命令。说“帮助”查看。'],
  uploadBroke: ['The connection broke while files were sent, and not all arrived. Send them again.', '上传时连接断了，没有全部收到。请再发一次。'],
  whichFile: ['Which file? Give its path.', '哪个文件？请给出路径。'],
  credits: ['{count} credits left.', '还有 {count} 积分。'],
  noFilm: ['There is no film yet. Send pictures or words and say what you want to see.', '还没有影片。发来图片或文字，说说你想看到什么。'],
  nothingToExport: ['There is nothing to export yet. Shall I make something? Send pictures or words and say what you want to see.', '还没有可以导出的内容。要我做点什么吗？发来图片或文字，说说你想看到什么。'],
  exporting: ['Exporting...', '正在导出…'],
  exported: ['The film is ready: {path} ({size} MB)\n{link}', '成片好了：{path}（{size} MB）\n{link}'],
  exportGoesOn: ['The export is not finished after five minutes; it goes on. Say "export" later to fetch it.', '五分钟了还没导出完，服务器还在继续。稍后再说“导出”来取。'],
  exportFailed: ['The export failed twice: {reason}', '导出失败了两次：{reason}'],
  downloadFailed: ['The film is ready, but it could not be fetched whole, three times. Say "export" to try again.\n{link}', '成片好了，但三次都没能完整下载。再说一次“导出”重试。\n{link}'],
  fileUnreadable: ['A file cannot be read: {files}.', '文件读不了：{files}。'],
  refused: ['The server refused: {reason}', '服务器拒绝了：{reason}'],
  refusedSilently: ['The server refused and did not say why. Please try again later.', '服务器拒绝了，没有说明原因。请稍后再试。'],
} as const satisfies Readonly<Record<string, Sentence>>

export type SentenceName = keyof typeof sentences

export function sentence(name: SentenceName, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return sentences[name][language === 'en' ? 0 : 1].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? '')).trim()
}

/** What a sentence about a failure needs to know. */
export interface Circumstances {
  readonly language: Language
  readonly webUrl: string
  /** Of an anonymous person. */
  readonly user: string | undefined
  readonly formats: string
  readonly largestFile: number
}

/** The sentence for a failure, by the table of the documents. Rethrows what is none. */
export function failureSentence(thrown: unknown, { language, webUrl, user, formats, largestFile }: Circumstances): string {
  if (thrown instanceof LineBroken) return sentence('unreachable', language)
  if (!(thrown instanceof Refused)) throw thrown
  const register = user === undefined ? undefined : `${webUrl}/register?bind=${encodeURIComponent(user)}`
  switch (thrown.number) {
    case 1001: return sentence('tokenRefused', language)
    case 1002: return sentence('sessionUnknown', language)
    case 2001: return sentence(register ? 'creditsRegister' : 'creditsTopUp', language, { link: register ?? webUrl })
    case 402: return sentence(register ? 'exportRegister' : 'exportPlan', language, { link: register ?? webUrl })
    case 4001: return sentence('fileType', language, { formats })
    case 4002: return sentence('fileTooLarge', language, { size: largestFile })
    case 429: return sentence('busy', language)
    default: {
      const reason = presentable(thrown.message)
      return reason === '' ? sentence('refusedSilently', language) : sentence('refused', language, { reason })
    }
  }
}

/** A server's words without anything that is not for people: tokens, ids, raw objects. */
export function presentable(text: string): string {
  return text
    .replaceAll(/\b(?:nmv_usr|nmv_key|clm|anon|task|project|render|file)_[A-Za-z0-9_-]{6,}/g, '…')
    .replaceAll(/\beyJ[\w-]{8,}\.[\w.-]+/g, '…').replaceAll(/\b(?:Bearer)\s+\S+/gi, '…')
    .replaceAll(/\b\d{17,20}\b/g, '…').replaceAll(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '…')
    .replaceAll(/\{\s*"[^]*\}/g, '').replaceAll(/<(?:!doctype|html)[^]*$/gi, '').trim()
}

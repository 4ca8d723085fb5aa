// The page of one film: what it looks like, what was said, and its files. Plain HTML; it renews itself while an export runs.

import { summaryLine } from '../../draft/index.ts'
import type { Caller, RenderView, Session } from '../../studio/index.ts'
import type { House } from '../core/call.ts'
import { html, pageResponse, type Markup } from './html.ts'

const words = {
  en: {
    nothing: 'Nothing has been made yet. Tell your assistant what the film should be.', export: 'Make the MP4', again: 'Make it anew', download: 'Download', preparing: 'Being made', waiting: 'In line', left: (seconds: number) => `about ${seconds} s left`,
    talk: 'What was said', files: 'Files', sheet: 'The film at a glance', older: 'There is a newer version than this file shows.', failed: 'The export failed', film: 'Film', noTalk: 'Nothing yet.',
  },
  zh: {
    nothing: '还没有影片。告诉你的助手想要什么样的影片。', export: '生成 MP4', again: '重新生成', download: '下载', preparing: '正在生成', waiting: '排队中', left: (seconds: number) => `大约还需 ${seconds} 秒`,
    talk: '对话', files: '素材', sheet: '影片一览', older: '影片在此文件之后又有改动。', failed: '导出失败', film: '影片', noTalk: '还没有。',
  },
} as const

export async function filmPage(house: House, caller: Caller, session: Session, language: 'en' | 'zh', headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { studio, settings } = house
  const [messages, files, renders] = await Promise.all([
    studio.sessions.messages(caller, session.id, { offset: 0, limit: 200 }), studio.sessions.assets(caller, session.id), studio.renders.list(caller, { session: session.id }, { offset: 0, limit: 20 }),
  ])
  const word = words[language]
  const running = renders.find(({ state }) => state === 'pending' || state === 'processing')
  const finished = renders.find(({ file }) => file !== undefined)
  const failed = renders[0]?.state === 'failed' && renders[0].error !== 'cancelled' ? renders[0] : undefined
  const film = `/workspace/film/${session.id}`
  const body = html`
<h1>${session.name === '' || session.name === 'project' ? session.draft?.title || word.film : session.name}</h1>
${session.draft ? html`<p class="soft">${summaryLine(session.draft)}</p>` : html`<p>${word.nothing}</p>`}
${session.draft && screen(film, session.version, finished)}
${session.draft && html`<div class="row">${[
    finished?.file !== undefined && html`<a class="button" href="${local(finished.file.url, settings.publicUrl)}" download="${finished.file.name}">${word.download} · ${finished.file.report.width}×${finished.file.report.height}, ${megabytes(finished.file.bytes)}</a>`,
    running !== undefined && html`<progress max="100" value="${running.progress}"></progress><span class="soft">${running.state === 'pending' ? word.waiting : word.preparing} ${Math.round(running.progress)} %${running.secondsLeft !== undefined && html` · ${word.left(Math.ceil(running.secondsLeft))}`}</span>`,
    running === undefined && (finished === undefined || finished.version !== session.version) && html`<form method="post" action="${film}/export"><button>${finished === undefined ? word.export : word.again}</button></form>`,
  ]}</div>`}
${finished !== undefined && finished.version !== session.version && html`<p class="soft">${word.older}</p>`}
${failed !== undefined && html`<p class="card">${word.failed}: ${failed.error}</p>`}
${session.draft && html`<h2>${word.sheet}</h2><img class="screen" src="${film}/sheet.jpg?v=${session.version}" alt="${word.sheet}" loading="lazy">`}
<h2>${word.talk}</h2>
${messages.length === 0 ? html`<p class="soft">${word.noTalk}</p>` : html`<ol class="talk">${messages.flatMap(({ text, reply }) => [html`<li class="said">${text}</li>`, reply !== undefined && reply !== '' && html`<li class="told">${reply}</li>`])}</ol>`}
${files.length > 0 && html`<h2>${word.files}</h2><ul>${files.map((file) => html`<li><a href="/f/${file.secret}/${encodeURIComponent(file.name)}">${file.name}</a> <span class="soft">${megabytes(file.bytes)}</span></li>`)}</ul>`}`
  return pageResponse({ title: `${session.draft?.title || session.name} · Kinora`, language, body, headers, ...(running !== undefined && { refresh: 5 }) })
}

// The finished film when there is one, else one frame of it.
function screen(film: string, version: number, finished: RenderView | undefined): Markup {
  if (finished?.file !== undefined && finished.output.format !== 'gif') return html`<video class="screen" controls preload="metadata" poster="${film}/frame.jpg?v=${version}" src="${new URL(finished.file.url).pathname}"></video>`
  return html`<img class="screen" src="${film}/frame.jpg?v=${version}" alt="">`
}

// The same host under which the page was opened, whatever its public name is.
function local(url: string, publicUrl: string): string {
  return url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

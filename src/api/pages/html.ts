// HTML from values: everything is escaped unless it was made here. One sheet of style, allowed by its hash; no script, no
// other host.

import { createHash } from 'node:crypto'

/** Text that is HTML already. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Markup | undefined | false | readonly (Markup | false)[]

export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(parts.map((part, index) => part + written(values[index])).join(''))
}

function written(value: Piece): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'object') return value.map((one) => (one === false ? '' : one.text)).join('')
  return escape(String(value))
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => entities[one]!)
}

const style = `
:root{color-scheme:light dark;--ink:#1c1b1a;--paper:#faf8f5;--card:#fff;--line:#e4dfd8;--soft:#6f6a63;--mark:#b4462a}
@media (prefers-color-scheme:dark){:root{--ink:#ece8e2;--paper:#171614;--card:#211f1d;--line:#36322e;--soft:#a39c93;--mark:#f08a6a}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}header{display:flex;align-items:baseline;gap:.75rem;margin-bottom:1.5rem}header b{letter-spacing:.02em}header span{color:var(--soft)}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0 .4rem;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:2.2rem 0 .7rem}p{margin:.4rem 0}a{color:var(--mark)}
.soft{color:var(--soft)}.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem 1.15rem}
.screen{display:block;width:100%;max-height:min(70vh,36rem);object-fit:contain;border-radius:12px;border:1px solid var(--line);background:#000}
.row{display:flex;flex-wrap:wrap;gap:.7rem;align-items:center;margin:1rem 0}
.button,button{display:inline-block;border:0;border-radius:999px;padding:.55rem 1.15rem;background:var(--mark);color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
@media (prefers-color-scheme:dark){.button,button{color:#20110c}}
button.quiet{background:none;color:var(--mark);border:1px solid var(--line)}ul.card{padding-left:2.2rem;margin:0}
ol.talk{list-style:none;margin:0;padding:0;display:grid;gap:.6rem}ol.talk li{border-radius:12px;padding:.6rem .9rem;overflow-wrap:anywhere;white-space:pre-line}
ol.talk .said{background:var(--mark);color:#fff;margin-left:20%;justify-self:end}@media (prefers-color-scheme:dark){ol.talk .said{color:#20110c}}ol.talk .told{background:var(--card);border:1px solid var(--line);margin-right:20%;justify-self:start}
label{display:block;margin:.9rem 0 .25rem;font-weight:600}input{width:100%;max-width:26rem;padding:.55rem .7rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit;font:inherit}
code{font:.9em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}pre{overflow:auto;padding:.7rem;background:var(--paper);border:1px solid var(--line);border-radius:8px}
progress{width:14rem;accent-color:var(--mark)}details{border-top:1px solid var(--line);padding:.45rem 0}summary{cursor:pointer}summary code b{color:var(--mark)}
`

const styleHash = createHash('sha256').update(style).digest('base64')

export interface Page {
  readonly title: string
  readonly language: 'en' | 'zh'
  readonly body: Markup
  readonly status?: number
  /** Seconds after which the page is asked for again. */
  readonly refresh?: number
  /** Where a form of the page may lead besides this house. */
  readonly formsTo?: string
  readonly headers?: Readonly<Record<string, string>>
}

export function pageResponse({ title, language, body, status = 200, refresh, formsTo, headers = {} }: Page): Response {
  const document = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">${refresh !== undefined && html`<meta http-equiv="refresh" content="${refresh}">`}<title>${title}</title><style>${new Markup(style)}</style></head>
<body><main><header><b>Kinora</b><span>${language === 'zh' ? '对话式视频工作室' : 'a conversational video studio'}</span></header>
${body}
</main></body></html>
`
  return new Response(document.text, {
    status, headers: {
      'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; media-src 'self'; form-action 'self'${formsTo === undefined ? '' : ` ${formsTo}`}; base-uri 'none'; frame-ancestors 'none'`, ...headers,
    },
  })
}

/** Chinese for whoever reads Chinese first. */
export function languageOf(request: Request): 'en' | 'zh' {
  return /^\s*zh\b/i.test(request.headers.get('accept-language') ?? '') ? 'zh' : 'en'
}

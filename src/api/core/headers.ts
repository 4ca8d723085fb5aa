// Headers that every answer carries, and values that strangers may not break out of.

import type { Family } from '../contract.ts'

const fixed: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'X-Frame-Options': 'DENY', 'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** What a page of another origin may send and read. Nothing here rests on cookies, so any origin may ask. */
const readable = 'Location, WWW-Authenticate, Content-Disposition, Content-Range, Accept-Ranges, ETag, Retry-After, X-Request-Id, Upload-Offset, Upload-Length, Upload-Expires, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Kinora-File'

/** Adds to an answer what it lacks. */
export function finish(response: Response, { family, requestId }: { readonly family: Family; readonly requestId: string }): Response {
  const { headers } = response
  for (const [name, value] of Object.entries(fixed)) if (!headers.has(name)) headers.set(name, value)
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  headers.set('X-Request-Id', requestId)
  if (family !== 'pages' || headers.has('Accept-Ranges')) allowOrigins(headers)
  return response
}

export function allowOrigins(headers: Headers): void {
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Access-Control-Expose-Headers', readable)
  headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** The answer to a browser that asks before it asks. */
export function preflight(request: Request, methods: readonly string[]): Response {
  const headers = new Headers({ 'Access-Control-Allow-Methods': methods.join(', '), 'Access-Control-Max-Age': '86400', Allow: methods.join(', ') })
  allowOrigins(headers)
  const asked = request.headers.get('access-control-request-headers')
  // Whatever it wants to send: attribution headers, tus, client ids. `*` would not cover Authorization.
  headers.set('Access-Control-Allow-Headers', asked !== null && /^[\w\-, ]{1,2000}$/.test(asked) ? asked : 'Authorization, Content-Type, X-Client-Id, X-Skill-Source, X-Skill-Version, X-Skill-Platform')
  headers.set('Vary', 'Access-Control-Request-Headers')
  return new Response(null, { status: 204, headers })
}

/** A file name in Content-Disposition: plain letters for old readers, the whole name for the others. */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const safe = name.replace(/[\u0000-\u001f\u007f]/g, '').replace(/[/\\]/g, '_').slice(0, 200) || 'file'
  const plain = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_')
  const whole = encodeURIComponent((safe as string & { toWellFormed(): string }).toWellFormed()).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}

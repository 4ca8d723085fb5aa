// Where a browser may be led after a person has agreed: exactly to an address that the program registered. Only the port of
// an address on the person's own machine may differ, since programs listen on whichever is free (RFC 8252). Pure.

/** Schemes that a browser or system takes for something else than a program of its own. */
const never = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'filesystem:', 'about:', 'view-source:', 'chrome:', 'ws:', 'wss:', 'ftp:', 'mailto:', 'tel:', 'sms:', 'intent:', 'content:', 'jar:'])

/** Why an address cannot be registered; undefined: it can. */
export function redirectFault(address: string): string | undefined {
  if (!URL.canParse(address)) return 'is no address'
  const { protocol, hash, username, password } = new URL(address)
  if (hash !== '' || address.includes('#')) return 'has a fragment'
  if (username !== '' || password !== '') return 'holds a name or password'
  if (/[\s\u0000-\u001f\\*]/.test(address)) return 'holds a character that no address has'
  if (protocol === 'https:') return undefined
  if (protocol === 'http:') return isLoopback(address) ? undefined : 'is http and not on the person\'s own machine'
  return never.has(protocol) ? `is of the scheme ${protocol}` : undefined
}

export function mayRedirect(registered: readonly string[], asked: string): boolean {
  return redirectFault(asked) === undefined && registered.some((one) => one === asked || (isLoopback(one) && isLoopback(asked) && withoutPort(one) === withoutPort(asked)))
}

function isLoopback(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
}

function withoutPort(address: string): string {
  const url = new URL(address)
  url.port = ''
  return url.href
}

/** The address with an answer in its query. */
export function answerTo(redirect: string, answer: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(redirect)
  for (const [name, value] of Object.entries(answer)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/** What a form may lead to, for the content security policy: browsers hold redirects after a form against it. */
export function formTarget(redirect: string): string {
  const { protocol, origin, hostname } = new URL(redirect)
  // A policy knows no addresses in brackets.
  if (hostname.startsWith('[')) return protocol
  return protocol === 'http:' || protocol === 'https:' ? origin : protocol
}

// Which network addresses a stranger may make us visit: public ones, and nothing else.

import ipaddr from 'ipaddr.js'
import { KinoraError } from '../../base/index.ts'

/** Public by range, yet a cloud's own service for its machines: Azure's wire server. */
const metadata = new Set(['168.63.129.16'])

/** Whether an IP address is out there on the internet. Mapped, tunnelled and translated forms of IPv4 are not taken. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address.replace(/%.*$/, ''))
  if (metadata.has(parsed.toString())) return false
  if (parsed.range() !== 'unicast') return false
  // Old IPv4-compatible addresses (::a.b.c.d) count as unicast in IPv6.
  return parsed.kind() === 'ipv4' || !ipaddr.parse('::').toByteArray().slice(0, 12).every((byte, index) => byte === parsed.toByteArray()[index])
}

/** A URL that may be visited, before its name is resolved. Throws `address-forbidden`. */
export function readAddress(text: string, allowed: readonly string[]): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined
  if (url === undefined || text.length > 4000) throw forbidden('is not an address')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw forbidden(`begins with ${url.protocol} and only http: and https: are fetched`)
  if (url.username !== '' || url.password !== '') throw forbidden('has a user name or password in it')
  if (isAllowed(url, allowed)) return url
  // Ports below 1024 belong to other protocols: mail, files, shells.
  if (url.port !== '' && Number(url.port) < 1024) throw forbidden(`has the port ${url.port}, which is not one of web servers`)
  return url
}

/** Named by the person who runs the house as `host` or `host:port`. */
export function isAllowed(url: URL, allowed: readonly string[]): boolean {
  return allowed.includes(url.host) || allowed.includes(url.hostname)
}

export function forbidden(why: string): KinoraError {
  return new KinoraError({ code: 'address-forbidden', message: `The address ${why}. Give a public http or https address, or send the file itself.` })
}

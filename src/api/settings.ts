// What the person who runs the house can decide about its doors; the configuration fills it, `defaultApiSettings` has the
// product's own values.

export type EventForm = 'hybrid' | 'flat' | 'adk'

export interface ApiSettings {
  /** Address that clients reach us at, without trailing slash; the same as the studio's. */
  readonly publicUrl: string
  /** Address of the pages when they stand elsewhere; absent: publicUrl. */
  readonly webUrl?: string
  /** What `run_sse` sends when nobody asks for a form. */
  readonly events: EventForm
  /** The client's address is the last one of X-Forwarded-For: only behind a proxy of our own. */
  readonly trustProxy: boolean
  /** Requests per minute; 0: no limit. Polls and health are never slowed down. */
  readonly perMinute: { readonly address: number; readonly token: number; /** Wrong tokens of one address. */ readonly wrongTokens: number }
  /** Seconds. */
  readonly heartbeat: number
  readonly metrics: { /** loopback: this machine only. */ readonly open: 'loopback' | 'everyone' | 'token'; readonly token?: string }
  readonly uploads: { /** Bytes of one file. */ readonly largest: number; /** Files of one request. */ readonly files: number }
  /** Network addresses in URLs that are allowed although they are private: `host` or `host:port`; for tests and houses with a media server. */
  readonly allowedHosts: readonly string[]
  /** Seconds a preview address is good for. */
  readonly previewSeconds: number
}

export function defaultApiSettings(publicUrl: string): ApiSettings {
  return {
    publicUrl, events: 'hybrid', trustProxy: false,
    // A page with pictures makes some fifty requests at once, an agent about one a second.
    perMinute: { address: 3000, token: 1200, wrongTokens: 60 },
    heartbeat: 10,
    metrics: { open: 'loopback' },
    uploads: { largest: 500 * 1024 * 1024, files: 200 },
    allowedHosts: [], previewSeconds: 3600,
  }
}

// Programs that act for people who agreed to it, and what they are given: the rows, in the studio's own words. The room
// store fits itself to this.

/** What a person can agree to that a program does for them: the scopes of the public MCP surface. */
export type AppScope = 'billing:read' | 'video:read' | 'render:read' | 'workspace:write' | 'agent:chat' | 'asset:write' | 'render:write'

/** A program that made itself known (OAuth dynamic registration). It has no secret: PKCE proves who asks. */
export interface App {
  readonly id: string
  readonly name: string
  /** Addresses that a browser may be led back to, exactly as they were registered. */
  readonly redirects: readonly string[]
  readonly createdAt: number
}

export interface Apps {
  insert(app: App): Promise<void>
  find(id: string): Promise<App | undefined>
  /** Those made before a time that hold nothing. */
  deleteUnused(before: number): Promise<void>
}

/** A code or token of a consent; only its SHA-256 is stored. */
export interface Pass {
  readonly hash: string
  readonly kind: 'code' | 'access' | 'refresh'
  /** What a person agreed to once; everything that came of it. */
  readonly consent: string
  readonly app: string
  readonly user: string
  readonly scopes: readonly AppScope[]
  /** The address that it is good at, and nowhere else. */
  readonly resource: string
  /** Of a code: where it was sent. */
  readonly redirect?: string
  /** Of a code: the SHA-256 of its verifier, as sent (base64url). */
  readonly challenge?: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly usedAt?: number
}

export interface Passes {
  insert(pass: Pass): Promise<void>
  find(hash: string): Promise<Pass | undefined>
  findBearer(hash: string): Promise<{ readonly pass: Pass; readonly user: { readonly kind: 'anonymous' | 'registered' | 'operator'; readonly plan: 'free' | 'paid' } } | undefined>
  /** Newest first. */
  listOf(user: string): Promise<readonly Pass[]>
  /** False: it was used before, by whomever. */
  use(hash: string, at: number): Promise<boolean>
  /** Deletes everything that came of a consent. */
  endConsent(consent: string): Promise<void>
  deleteExpired(before: number): Promise<void>
}

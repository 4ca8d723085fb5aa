// What the studio needs of the store for large files that come in parts.

/** A large file of which not everything has come yet. */
export interface UnfinishedUpload {
  /** Unguessable. */
  readonly id: string
  readonly user: string
  readonly session: string
  readonly name: string
  /** Bytes of the whole file; of what has come. */
  readonly length: number
  readonly offset: number
  /** Keys of the objects, in order. */
  readonly parts: readonly string[]
  /** ms since 1970 */
  readonly until: number
}

export interface Uploads {
  insert(upload: UnfinishedUpload): Promise<void>
  find(id: string): Promise<UnfinishedUpload | undefined>
  /** One more part, when the upload still stands at `from`; false: it does not, or is gone. */
  grow(id: string, to: { readonly from: number } & Pick<UnfinishedUpload, 'offset' | 'parts'>): Promise<boolean>
  delete(id: string): Promise<void>
  /** Lets those of a session end at this time. */
  endOf(session: string, at: number): Promise<void>
  /** How many a user has begun, and the bytes that these files will have. */
  totalOf(user: string): Promise<{ readonly count: number; readonly bytes: number }>
  /** Those whose time is over. */
  ended(now: number, limit: number): Promise<readonly UnfinishedUpload[]>
}

// Work for worker processes and what it waits in, as the studio says it; the room store fits its queues to this.

/** Work for worker processes. Delivered at least once: every handler must bear a second run. */
export type Job =
  | { readonly kind: 'plan'; readonly render: string }
  | { readonly kind: 'chunk'; readonly render: string; readonly index: number }
  /** The film's sound; waits with the chunks, in front of them, and takes one of their places. */
  | { readonly kind: 'sound'; readonly render: string }
  | { readonly kind: 'join'; readonly render: string }
  | { readonly kind: 'webhook'; readonly render: string }
  /** Expiry of grants, tokens, files; every few minutes. */
  | { readonly kind: 'clean' }

/** What jobs wait in. */
export type JobQueue = Exclude<Job['kind'], 'sound'>

export interface Jobs {
  /** In the transaction of the tables it belongs to. A second job with the same `key` is dropped while the first is known. */
  send(job: Job, options?: { readonly key?: string; readonly startAt?: number }): Promise<void>
  /** Drops what has not begun of a render's jobs. */
  cancel(render: string): Promise<void>
}

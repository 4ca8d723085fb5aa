// What the studio needs of job queues, of object storage, of the network and of chance, in its own words. The rooms store
// and api fit themselves to this.

import type { Job, JobQueue } from './job-ports.ts'

/** The working end of the queues; in worker processes (and in the server's own). */
export interface EnginePort {
  /**
   * Begins to pull jobs: at most `slots` jobs of chunks and sounds at a time, joins and the rest beside them. A handler that throws is
   * tried again (3 times, growing pauses); then `dead` is told. A worker that dies loses its jobs to others after about 12 s.
   */
  work(handlers: JobHandlers, options: { readonly slots: number }): Promise<void>
  /** Lets running handlers end until `grace` ms are over, then aborts their signals and hands the jobs back. */
  stop(options?: { readonly grace?: number }): Promise<void>
  /** Jobs waiting and running, by queue. */
  depth(): Promise<Readonly<Record<JobQueue, { readonly waiting: number; readonly running: number }>>>
}

export interface JobHandlers {
  readonly run: (job: Job, context: JobContext) => Promise<void>
  /** A job has failed for good; `reason` is for people. */
  readonly dead: (job: Job, reason: string) => Promise<void>
}

export interface JobContext {
  /** Unique to this attempt; part of the names of what it writes. */
  readonly attempt: string
  /** Aborted when the job is no longer ours. */
  readonly signal: AbortSignal
}

/** Files of users and of renders, by key (`assets/ab/abcd…`, `renders/…`, `chunks/…`). */
export interface ObjectPort {
  /** Streams to storage; whole or not at all. Throws `file-too-large` past `limit` bytes, `disk-full`. */
  put(key: string, bytes: AsyncIterable<Uint8Array>, options?: { readonly limit?: number; readonly signal?: AbortSignal }): Promise<{ readonly bytes: number; readonly hash: string }>
  /** Takes over a local file (moves it where it can). `keep`: the file stays where it is as well. */
  putFile(key: string, path: string, options?: { readonly keep?: boolean }): Promise<{ readonly bytes: number }>
  /** A path in an empty folder of its own on this machine, where a native writer may make a file of this name for `putFile` to take over. What is left there is swept away later. */
  passingFile(name: string): Promise<string>
  /** `end` is inclusive. Throws `object-missing`. */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<AsyncIterable<Uint8Array>>
  size(key: string): Promise<number | undefined>
  /** A local file with these bytes, for native readers: the object itself, or a copy that is kept a while. */
  localFile(key: string): Promise<string>
  /** Renames within the storage. */
  move(from: string, to: string): Promise<void>
  delete(key: string): Promise<void>
  /** Deletes everything under a prefix. */
  deleteAll(prefix: string): Promise<void>
}

/** The outside network, guarded: no private addresses, redirects checked again, names resolved once and pinned. Fitted by api. */
export interface NetworkPort {
  /** Throws `address-forbidden`, `download-failed`, `file-too-large`. */
  download(url: string, options: { readonly limit: number; readonly signal?: AbortSignal }): Promise<{ readonly name: string; readonly mimeType?: string; readonly bytes: AsyncIterable<Uint8Array> }>
  /** One POST; gives the status. Throws when nobody answers within 10 s. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number>
}

/** Secrets and ids; the only source of randomness of the studio. */
export interface RandomPort {
  /** So many bytes of cryptographic randomness, as URL-safe base64 without padding. */
  secret(bytes: number): string
  /** Lower-case hex digits. */
  hex(digits: number): string
  /** Decimal digits, the first not 0. */
  digits(count: number): string
  /** SHA-256, hex. */
  hash(text: string): string
  /** HMAC-SHA-256, hex. */
  sign(key: string, text: string): string
  /** scrypt with its own salt; verify is constant-time. */
  hashPassword(password: string): Promise<string>
  verifyPassword(password: string, hash: string): Promise<boolean>
}

/** Wakes the studio later. It has no timers of its own. */
export interface SchedulePort {
  /** Calls `work` once after so many ms, unless the function that it gives back is called before. Keeps no process alive. */
  after(milliseconds: number, work: () => void): () => void
}

/** What happened, for whoever runs the house. Never a secret, a text of a person or a token. */
export interface LogPort {
  (level: 'info' | 'warn' | 'error', event: string, about?: Readonly<Record<string, unknown>>): void
}

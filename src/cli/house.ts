// The server side as the commands see it: serving, working, and keeping house. main.ts builds it on first use, so that
// no other command loads a database driver.

import type { Studio } from '../studio/index.ts'
import type { Configuration } from './configuration.ts'

export interface House {
  /** Serves until `signal` aborts and everything is put away. Throws `port-taken`, `database-unreachable`, `data-unwritable`. */
  serve(configuration: Configuration, options: { readonly signal: AbortSignal; readonly onReady: (ready: ReadyServer) => void }): Promise<void>
  /** Works off the queues until `signal` aborts; running chunks are handed back. */
  work(configuration: Configuration, options: { readonly signal: AbortSignal; readonly onReady: () => void }): Promise<void>
  /** Serves one agent over standard input and output until it hangs up or `signal` aborts; it may use files of `folders`. Throws `path-missing`. */
  mcp(configuration: Configuration, options: { readonly folders: readonly string[]; readonly signal: AbortSignal }): Promise<void>
  /** One thing done with the studio of a data folder, whether a server runs or not. */
  withStudio<Result>(configuration: Configuration, task: (studio: Studio) => Promise<Result>): Promise<Result>
  /** Everything that is kept, into one new folder. Throws `backup-not-empty`. */
  backup(configuration: Configuration, folder: string): Promise<Inventory>
  /** Into an empty house only. Throws what was wrong with the backup or the house. */
  restore(configuration: Configuration, folder: string): Promise<Inventory>
}

export interface ReadyServer {
  /** `http://127.0.0.1:8787` */
  readonly url: string
  /** `private PostgreSQL 18.4`, `PostgreSQL at db.example` */
  readonly database: string
}

/** What a backup holds. */
export interface Inventory {
  readonly rows: number
  readonly files: number
  readonly bytes: number
}

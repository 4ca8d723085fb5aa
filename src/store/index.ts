// The front door of store: the database and the objects of the studio.
export { startPostgres, type RunningPostgres, type StartOptions } from './postgres/start.ts'
export { openStore, type Store } from './store.ts'
export type { DatabaseOptions } from './database.ts'

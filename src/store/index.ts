// The front door of store: the database and the objects of the studio.
export { startPostgres, type RunningPostgres, type StartOptions } from './postgres/start.ts'
export { openStore, type Store } from './store.ts'
export { openEngine, type EngineOptions } from './engine.ts'
export type { DatabaseOptions } from './database.ts'
export { openDiskObjects } from './objects/disk.ts'
export { openS3Objects, type S3Options } from './objects/s3.ts'
export { openRandom } from './random.ts'

// The front door of the compositor: one frame from a draft and prepared plates.
export type * from './scene.ts'
export * from './text/index.ts'

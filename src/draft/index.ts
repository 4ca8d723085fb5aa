// The front door of the draft room: the film on paper.
export type * from './document.ts'
export type * from './facts.ts'
export { filmDuration, layOut, segmentDuration, type Layout, type Placed, type PlacedPicture } from './layout.ts'
export type * from './operation.ts'

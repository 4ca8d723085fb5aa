// The second door of the draft room, for rooms that only draw, mix or render: the form of a film and when everything
// happens. Without operations and schemas, so that a drawing thread starts in a tenth of the time.
export type * from './document.ts'
export type * from './facts.ts'
export { filmDuration, layOut, segmentDuration, type Layout, type Placed, type PlacedPicture } from './layout.ts'
export { isEvenPan, roomIn, steadyPan } from './steady-pan.ts'

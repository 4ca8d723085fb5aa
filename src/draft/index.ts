// The front door of the draft room: the film on paper.
export type * from './document.ts'
export type * from './facts.ts'
export { filmDuration, layOut, segmentDuration, type Layout, type Placed, type PlacedPicture } from './layout.ts'
export type * from './operation.ts'
export { applyOperations, readOperation } from './apply.ts'
export { operationCatalogue, operationSchema, type OperationEntry } from './catalogue.ts'
export { differences } from './change.ts'
export {
  aspectSizes, canvasFor, defaultBackground, defaultCardDuration, defaultDucking, defaultMusicVolume, defaultPhotoDuration, defaultPictureStyle, defaultTransition,
  emptyDraft, frameRateFor, overlayDefaults, platformAspects, soundTrackNames, textDefaults, textTrackNames, type Aspect, type CanvasWish, type TextLook,
} from './defaults.ts'
export { limits } from './limits.ts'
export { nearestName } from './nearest.ts'
export { validateDraft } from './validate.ts'

// The front door of the draft room: the film on paper.
export type * from './document.ts'
export type * from './facts.ts'
export { filmDuration, layOut, segmentDuration, type Layout, type Placed, type PlacedPicture } from './layout.ts'
export type * from './operation.ts'
export { applyOperations, readOperation } from './apply.ts'
export { operationCatalogue, operationSchema, type OperationEntry } from './catalogue.ts'
export { operationJsonSchema, operationSignature, operationTeachingSchema, taughtOperations } from './operation-schema.ts'
export { differences } from './change.ts'
export {
  aspectSizes, canvasFor, defaultBackground, defaultCardDuration, defaultDucking, defaultMusicVolume, defaultPhotoDuration, defaultPictureStyle, defaultTransition,
  emptyDraft, frameRateFor, overlayDefaults, platformAspects, soundTrackNames, textDefaults, textTrackNames, type Aspect, type CanvasWish, type TextLook,
} from './defaults.ts'
export { limits } from './limits.ts'
export { nearestName } from './nearest.ts'
export { lookName, moodNames } from './wording.ts'
export { validateDraft } from './validate.ts'
export { describeDraft } from './describe.ts'
export { commit, currentVersion, redo, restore, startHistory, undo, versionBefore, type History, type Version } from './history.ts'
export { draftJsonSchema, type DraftJsonSchema } from './json-schema.ts'
export { summaryLine } from './summary.ts'
export { decodeWire, type DecodeOptions } from './wire/decode.ts'
export { encodeWire, type EncodeOptions } from './wire/encode.ts'
export type { WireDraft, WireSegment, WireTrack } from './wire/shape.ts'

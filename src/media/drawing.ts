// The door for threads that draw: plates of photos, clips and texts. Brings no sound along, since what a thread loads it
// pays for with every film. Who wants all of the room takes index.ts.
export { createPlateMaker, type PlateMaker, type PlateMakerOptions, type PlateMakers } from './plates.ts'
export { encodePicture, type PictureOptions } from './picture-write.ts'
export { drawText, type DrawnText } from './text-raster.ts'
export { createTextMeasure, type TextMeasure } from './text-measure.ts'
export { createClipPlates, openClip, type ClipPlates, type ClipReader } from './clip-reader.ts'

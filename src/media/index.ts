// The front door of media: what files are, what is on them, and plates for drawing.
export { createMedia, type MediaOptions } from './examine.ts'
export { createPlateMaker, type PlateMaker, type PlateMakerOptions, type PlateMakers } from './plates.ts'
export { encodePicture, type PictureOptions } from './picture-write.ts'
export { examineSound } from './sound-examine.ts'
export { openSound, type OpenSound } from './sound-open.ts'
export { drawText, type DrawnText } from './text-raster.ts'
export { createTextMeasure, type TextMeasure } from './text-measure.ts'
export { createSoundOpener, type SoundOpenerOptions } from './sound-content.ts'

// The kernels' module: plain addresses and numbers in, bytes changed in the imported memory. It owns no memory itself.
// Each export is described where it stands and has a plain twin in ../plain; ../operations.ts names them all.
export { resample } from './resample'
export { crossfade, fadeTo, blendMask, blendOrder, blendAlpha, halve, addGlow, copyRows, fillRows, blendDisc } from './blend'
export { rgbToYuv, yuvToRgb } from './convert'
export { applyTable, applyClipTable, fadeMask, addNoise } from './grade'
export { blurRows, blurColumns, sharpen } from './filter'
export { histogram, difference } from './measure'

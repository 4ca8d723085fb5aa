// The kernels' module: plain addresses and numbers in, bytes changed in the imported memory. It owns no memory itself.
// Each export is described where it stands and has a plain twin in ../plain; ../operations.ts names them all.
export { resample } from './resample'
export { crossfade, fadeTo, blendMask, blendOrder, blendAlpha, halveAlpha, addGlow, copyRows, fillRows } from './blend'
export { rgbToYuv, yuvToRgb } from './convert'

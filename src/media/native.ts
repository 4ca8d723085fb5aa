// Native libraries of this room, loaded when first used: a drawing thread without text needs no text drawer, a sound
// thread no photo decoder, and each costs a tenth of a second of every thread that loads it.

import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

type Sharp = typeof import('sharp').default
type Canvas = typeof import('@napi-rs/canvas')

let sharpLibrary: Sharp | undefined
let canvasLibrary: Canvas | undefined

/** sharp without a cache and with one core: photos are decoded side by side instead, and each is decoded once. */
export function loadSharp(): Sharp {
  if (sharpLibrary === undefined) {
    sharpLibrary = require('sharp') as Sharp
    sharpLibrary.cache(false)
    sharpLibrary.concurrency(1)
  }
  return sharpLibrary
}

/** The text and shape drawer. */
export function loadCanvas(): Canvas {
  return canvasLibrary ??= require('@napi-rs/canvas') as Canvas
}

// Native libraries of this room, loaded when first used: a drawing thread without text needs no text drawer, a sound
// thread no photo decoder, and each costs a tenth of a second of every thread that loads it.

import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

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

/** The text and shape drawer. It knows the fonts that are registered and no others, until `loadInstalledFonts`. */
export function loadCanvas(): Canvas {
  return canvasLibrary ??= requireWithoutFonts()
}

// Left alone it looks at every font of the machine while it loads: a tenth of a second for fonts that few films need.
function requireWithoutFonts(): Canvas {
  const before = process.env[withoutFonts]
  process.env[withoutFonts] = '1'
  try {
    return require('@napi-rs/canvas') as Canvas
  } finally {
    if (before === undefined) delete process.env[withoutFonts]
    else process.env[withoutFonts] = before
  }
}

const withoutFonts = 'DISABLE_SYSTEM_FONTS_LOAD'

/** Makes the fonts of this machine and of this user known to the drawer. */
export function loadInstalledFonts(): void {
  // Its own description leaves the first one out.
  const GlobalFonts = loadCanvas().GlobalFonts as Canvas['GlobalFonts'] & { loadSystemFonts(): number }
  GlobalFonts.loadSystemFonts()
  for (const folder of userFonts[process.platform] ?? []) GlobalFonts.loadFontsFromDir(join(homedir(), folder))
}

// Folders that system fonts leave out.
const userFonts: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: ['AppData/Local/Microsoft/Windows/Fonts'], darwin: ['Library/Fonts'], linux: ['.fonts'],
}

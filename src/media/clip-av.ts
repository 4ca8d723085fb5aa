// libav for clips: what goes wrong with it is the clip's fault.

import { mustOr } from './libav.ts'

export { again, constants, libav, noTime } from './libav.ts'

/** Passes a libav return code on; throws `clip-decoding-failed` with libav's own words when it is negative. */
export const must = mustOr('clip-decoding-failed')

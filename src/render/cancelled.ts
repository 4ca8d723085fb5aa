// The one error of a render that was stopped by its caller. A file of its own, so that threads need not load the pool.

import { KinoraError } from '../base/index.ts'

export function cancelled(): KinoraError {
  return new KinoraError({ code: 'render-cancelled', message: 'The render was cancelled. Chunks that were finished are kept and will be used next time.' })
}

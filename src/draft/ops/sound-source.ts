// Where a sound may begin in its source.

import type { Fault } from '../../base/index.ts'
import { length } from '../wording.ts'

/** A start behind the end of a measured source would be silence. */
export function startInSourceFaults(name: string, from: number, whole: number | undefined): Fault[] {
  if (whole === undefined || from < whole) return []
  return [{ code: 'range-outside-source', path: '/from', suggestion: '0', message: `${name} is ${length(whole).en} long; it cannot begin at ${from} ms. Begin before ${whole} ms.` }]
}

// The draft room's operations, as the page foretells a gesture. Loaded on its own, after the first view: it is large, and
// whoever only talks never needs it.

import { applyOperations, type Draft, type Operation } from '../../draft/index.ts'

/** The draft after operations, or undefined when it cannot be foretold: the server decides, with its reasons. */
export function foretold(draft: Draft, operations: readonly Operation[]): Draft | undefined {
  const edit = applyOperations(draft, operations)
  return edit.ok ? edit.draft : undefined
}

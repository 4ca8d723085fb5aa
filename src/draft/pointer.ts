// JSON pointers (RFC 6901) as we use them: a list item that has an id is addressed by that id instead of its position,
// and `#order` names the order of the ids in a list. Ids hold no `/`, `~` or `#`, so the three cannot be mixed up.

/** The last step of a pointer that means "the order of the ids here". */
export const orderStep = '#order'

export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The steps of a pointer; undefined when it is not one. */
export function pointerSteps(path: string): string[] | undefined {
  if (path === '') return []
  if (!path.startsWith('/') || /~(?![01])/.test(path)) return undefined
  return path.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

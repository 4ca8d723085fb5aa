// Which exports still change.
import type { Render } from '../film/film.ts'

export function isRunning({ state }: Pick<Render, 'state'>): boolean {
  return state === 'pending' || state === 'processing'
}

// Files on their way to one film, as components see them.

import { useMemo, useRef, useSyncExternalStore } from 'react'
import { createPace, isMoving, totalsOf, type Upload } from './upload.ts'
import { uploads } from './uploads.ts'

export function useUploads(session: string): readonly Upload[] {
  const kept = useRef<readonly Upload[]>([])
  return useSyncExternalStore(uploads.onChange, () => {
    const fresh = uploads.current().filter((one) => one.session === session)
    if (fresh.length !== kept.current.length || fresh.some((one, index) => one !== kept.current[index])) kept.current = fresh
    return kept.current
  })
}

/** ms until all of them are there, as the last seconds went; undefined: not known. */
export function useTimeLeft(list: readonly Upload[]): number | undefined {
  const pace = useMemo(createPace, [])
  const { bytes, sent } = totalsOf(list)
  if (!list.some(isMoving)) pace.forget()
  else pace.tell(Date.now(), sent)
  return pace.timeFor(bytes - sent)
}

// The filmstrip under the scrubber: frames of the newest version side by side, as one picture. The old strip stays until the
// new one is there; edits in quick succession ask once.

import { useEffect, useState } from 'react'
import { patiently } from './patiently.ts'
import type { Source } from './screen.ts'

/** The film must rest so long before its strip is drawn, ms: strips are the least urgent of all pictures. */
const rest = 700
const height = 36

/** An address of the page's own for the picture; undefined until there is one. */
export function useStrip(source: Source | undefined, canvas: { readonly width: number; readonly height: number }, width: number): string | undefined {
  const [strip, setStrip] = useState<string>()
  const count = Math.max(4, Math.min(40, Math.round(width / ((height * canvas.width) / canvas.height))))
  useEffect(() => {
    if (source === undefined || width === 0) return
    const end = new AbortController()
    const ask = async () => {
      const response = await fetch(`${source.frame.replace('/frame?', '/strip?')}&count=${count}&height=${height * 2}`, { signal: end.signal })
      if (!response.ok) throw new Error(`status ${response.status}`)
      const made = URL.createObjectURL(await response.blob())
      setStrip((before) => {
        // The picture before this one is let go of once this one has been drawn in its place.
        if (before !== undefined) setTimeout(() => URL.revokeObjectURL(before), 1000)
        return made
      })
    }
    // A missing strip is nothing to speak of: the slider works without.
    const timer = setTimeout(() => void patiently(ask, end.signal).catch(() => undefined), rest)
    return () => {
      clearTimeout(timer)
      end.abort()
    }
    // Fresh signatures of the same version show the same pictures.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source?.version, count, width === 0])
  return strip
}

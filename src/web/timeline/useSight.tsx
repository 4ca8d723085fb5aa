// What part of the film the timeline shows: scale, scrolling, and which stretch is on the page. Scrolling itself changes no
// state; only leaving the stretch that is on the page does.

import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { clampScale, fittingScale, scrollAfterZoom } from './scale.ts'

export interface SightOptions {
  readonly duration: number
  /** Pixels left of film time 0, for the names of rows. */
  readonly gutter: number
}

export interface SightState {
  readonly scroller: React.RefObject<HTMLDivElement | null>
  readonly scale: number
  /** Film time that is on the page; wider than what is seen. */
  readonly stretch: { readonly from: number; readonly to: number }
  readonly width: number
  /** Zooms about a point of the window, or the middle. */
  zoom(factor: number, clientX?: number): void
  fit(): void
  /** Scrolls so that a time can be seen. */
  reveal(time: number, how?: 'near' | 'page'): void
}

const firstWidth = 900

export function useSight({ duration, gutter }: SightOptions, onPaint: () => void): SightState {
  const scroller = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(firstWidth)
  const [chosen, setChosen] = useState<number>()
  const room = Math.max(50, width - gutter - 24)
  const fitting = fittingScale(duration, room)
  // Until somebody zooms, the whole film is shown, whatever becomes of it; but never so small that nothing can be grasped.
  const scale = chosen ?? Math.max(fitting, 0.004)
  const [stretch, setStretch] = useState({ from: 0, to: Infinity })
  const wished = useRef<number>(undefined)
  const now = useRef({ scale, width, gutter, stretch, duration })
  useLayoutEffect(() => { now.current = { scale, width, gutter, stretch, duration } })

  const look = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const { scale: pixels, width: wide, stretch: shown } = now.current
    const [from, to] = [element.scrollLeft / pixels, (element.scrollLeft + wide) / pixels]
    const margin = (to - from) * 0.75
    // Stretches are wide and rarely change, so that scrolling stays the browser's own affair.
    if (from < shown.from || to > shown.to || shown.to - shown.from > (to - from) * 6) setStretch({ from: from - margin, to: to + margin })
    onPaint()
  }, [onPaint])

  const isThere = duration > 0
  useLayoutEffect(() => {
    const element = scroller.current
    if (!isThere || element === null) return
    // Measured before the first painting, so that nothing jumps.
    setWidth(element.clientWidth)
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? firstWidth)))
    watch.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [look, isThere])
  useLayoutEffect(() => {
    if (wished.current !== undefined && scroller.current !== null) scroller.current.scrollLeft = wished.current
    wished.current = undefined
    look()
  }, [scale, width, duration, look])

  const zoom = useCallback((factor: number, clientX?: number) => {
    const element = scroller.current
    if (element === null) return
    const { scale: before, width: wide, gutter: left } = now.current
    const after = clampScale(before * factor)
    const x = (clientX === undefined ? wide / 2 : clientX - element.getBoundingClientRect().left) - left
    wished.current = scrollAfterZoom(wished.current ?? element.scrollLeft, x, before, after)
    now.current = { ...now.current, scale: after }
    setChosen(after)
  }, [])
  const fit = useCallback(() => setChosen(fittingScale(now.current.duration, Math.max(50, now.current.width - now.current.gutter - 24))), [])
  const reveal = useCallback((time: number, how: 'near' | 'page' = 'near') => {
    const element = scroller.current
    if (element === null) return
    const { scale: pixels, width: wide, gutter: left } = now.current
    const x = time * pixels - element.scrollLeft
    const seen = wide - left
    if (x >= 8 && x <= seen - 24) return
    element.scrollLeft = Math.max(0, time * pixels - (how === 'page' ? seen * 0.1 : x < 8 ? seen * 0.25 : seen * 0.7))
  }, [])
  return { scroller, scale, stretch, width, zoom, fit, reveal }
}

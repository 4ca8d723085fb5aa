// What can be set on pictures above the film: where they stand, how opaque and round they are, when they are there.

import type { OverlaySegment, Rectangle } from '../../draft/index.ts'
import { Choices } from '../parts/Choices.tsx'
import { useWords } from '../words/useWords.tsx'
import { common } from './common.ts'
import { Group, Seconds, Slide, Toggle } from './fields.tsx'
import { Levels, type SettingsProps } from './PictureSettings.tsx'
import { words } from './words.ts'

/** Distance from the edges when an overlay is put into a corner, shares of the canvas. */
const margin = 0.04
const cornersOf = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const

export function OverlaySettings({ segments, start, hasSound, operate, isDisabled }: SettingsProps<OverlaySegment> & { readonly start: number; readonly hasSound: boolean }) {
  const word = useWords(words)
  const targets = segments.map(({ id }) => id)
  const one = segments.length === 1 ? segments[0]! : undefined
  const fit = common(segments, (segment) => segment.fit)
  const opacity = common(segments, (segment) => segment.opacity)
  const percent = (value: number) => `${Math.round(value * 100)} %`
  const place = (frame: Rectangle) => operate({ name: 'place-overlay', target: one!.id, frame: { x: round(frame.x), y: round(frame.y), width: round(frame.width), height: round(frame.height) } })
  return (
    <>
      <Group title={word.overlay}>
        {one !== undefined && (
          <>
            <Choices label={word.corner} value={cornersOf.find((corner) => isAt(one.frame, corner))} isDisabled={isDisabled} onChange={(corner) => void place(inCorner(one.frame, corner))} choices={cornersOf.map((key) => ({ key, label: word[key] }))} />
            <Slide label={word.across} value={one.frame.x} least={-0.5} most={1} step={0.01} text={percent} isDisabled={isDisabled} onChange={(x) => place({ ...one.frame, x })} />
            <Slide label={word.down} value={one.frame.y} least={-0.5} most={1} step={0.01} text={percent} isDisabled={isDisabled} onChange={(y) => place({ ...one.frame, y })} />
            <Slide label={word.width} value={one.frame.width} least={0.03} most={1} step={0.01} text={percent} isDisabled={isDisabled} onChange={(width) => place({ ...one.frame, width, height: Math.min(2, (one.frame.height * width) / one.frame.width) })} />
            <Slide label={word.corners} value={one.rounded ?? 0} least={0} most={0.5} step={0.02} text={percent} isDisabled={isDisabled} onChange={(rounded) => operate({ name: 'place-overlay', target: one.id, rounded })} />
          </>
        )}
        <Slide label={word.opacity} value={opacity.value} isMixed={opacity.isMixed} resting={1} least={0} most={1} step={0.05} text={percent} isDisabled={isDisabled} onChange={(next) => operate(...targets.map((target) => ({ name: 'place-overlay' as const, target, opacity: next })))} />
        <Choices label={word.fit} value={fit.value} isDisabled={isDisabled} onChange={(next) => void operate({ name: 'set-fit', targets, fit: next })} choices={(['cover', 'contain'] as const).map((key) => ({ key, label: word[key] }))} />
      </Group>
      {hasSound && <Levels segments={segments} operate={operate} isDisabled={isDisabled} />}
      {one !== undefined && (
        <Group title={word.time}>
          <Seconds label={word.start} value={start} isDisabled={isDisabled} onChange={(at) => operate({ name: 'place-overlay', target: one.id, start: one.start + at - start })} />
          <Toggle label={word.toTheEnd} value={one.duration === undefined} isDisabled={isDisabled || one.duration === undefined} onChange={(on) => { if (on) void operate({ name: 'place-overlay', target: one.id, duration: null }) }} />
          <Seconds label={word.duration} value={one.duration} least={100} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'place-overlay', target: one.id, duration })} />
        </Group>
      )}
    </>
  )
}

function inCorner({ width, height }: Rectangle, corner: (typeof cornersOf)[number]): Rectangle {
  return { x: corner.endsWith('left') ? margin : 1 - margin - width, y: corner.startsWith('top') ? margin : 1 - margin - height, width, height }
}

function isAt(frame: Rectangle, corner: (typeof cornersOf)[number]): boolean {
  const { x, y } = inCorner(frame, corner)
  return Math.abs(frame.x - x) < 0.005 && Math.abs(frame.y - y) < 0.005
}

function round(value: number): number {
  return Math.round(value * 100_000) / 100_000
}

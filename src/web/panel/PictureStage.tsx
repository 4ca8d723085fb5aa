// The picture of a segment with what can be set on it by hand: the focus point, the two views of the camera movement, the
// crop. Drawn over a small picture of the server; every handle is a button that the keyboard moves too.

import { useRef, useState } from 'react'
import type { Motion, PictureStyle, Point, Rectangle } from '../../draft/index.ts'
import { useWords } from '../words/useWords.tsx'
import { useSettled } from './useSettled.tsx'
import { cropOrNone, movedCrop, movedPoint, movedView, resizedCrop, roomOn, shownShape, wholePicture, windowOf, zoomedView, type Corner } from './views.ts'
import style from './Stage.module.css'
import { words } from './words.ts'

export interface StageProps {
  readonly mode: 'focus' | 'motion' | 'crop'
  /** Address of a small upright picture. */
  readonly picture: string
  readonly size: { readonly width: number; readonly height: number }
  readonly canvas: { readonly width: number; readonly height: number }
  readonly look: PictureStyle
  /** What the server would keep in view when nobody says so. */
  readonly guess: Point | undefined
  readonly isDisabled: boolean
  readonly onFocus: (focus: Point | null) => Promise<unknown>
  readonly onMotion: (motion: Motion) => Promise<unknown>
  readonly onCrop: (crop: Rectangle | null) => Promise<unknown>
}

const middle: Point = { x: 0.5, y: 0.5 }
const corners: readonly Corner[] = ['top-left', 'top-right', 'bottom-left', 'bottom-right']

export function PictureStage(props: StageProps) {
  const { mode, picture, size, canvas, look } = props
  const canvasShape = canvas.width / canvas.height
  const turned = shownShape(size, look)
  const shape = mode !== 'motion' ? size.width / size.height : look.fit === 'cover' ? turned : canvasShape
  const room = roomOn(turned, canvasShape, look.fit)
  const ground = useRef<HTMLDivElement>(null)
  const share = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const { left, top, width, height } = ground.current!.getBoundingClientRect()
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height }
  }
  return (
    <div className={style['stage']}>
      <div ref={ground} className={style['ground']} style={{ '--shape': shape } as React.CSSProperties} data-mode={mode}>
        {mode === 'motion' ? <Turned picture={picture} size={size} look={look} canvasShape={canvasShape} /> : <img src={picture} alt="" draggable={false} />}
        {mode === 'focus' && <Focus {...props} share={share} />}
        {mode === 'motion' && look.motion !== undefined && <Views key={look.fit} {...props} motion={look.motion} room={room} share={share} />}
        {mode === 'crop' && <Crop {...props} share={share} />}
      </div>
    </div>
  )
}

/** The picture as the camera sees it: cropped, turned, mirrored; whole on its ground when it does not fill the frame. */
function Turned({ picture, size, look, canvasShape }: { readonly picture: string; readonly size: StageProps['size']; readonly look: PictureStyle; readonly canvasShape: number }) {
  const crop = look.crop ?? wholePicture
  const side = look.rotate === 90 || look.rotate === 270
  const shape = shownShape(size, look)
  const fills = look.fit === 'cover'
  const across = fills || shape >= canvasShape ? 100 : (shape / canvasShape) * 100
  const down = fills || shape <= canvasShape ? 100 : (canvasShape / shape) * 100
  // Before turning, the box has its sides changed: as shares of the box that it will fill afterwards.
  const [width, height] = side ? [100 / shape, 100 * shape] : [100, 100]
  const turn = `scale(${look.flipHorizontal === true ? -1 : 1}, ${look.flipVertical === true ? -1 : 1}) rotate(${look.rotate ?? 0}deg)`
  return (
    <span className={style['turned']} style={{ width: `${across}%`, height: `${down}%` }}>
      <span style={{ width: `${width}%`, height: `${height}%`, transform: `translate(-50%, -50%) ${turn}` }}>
        <img src={picture} alt="" draggable={false} style={{ width: `${100 / crop.width}%`, height: `${100 / crop.height}%`, left: `${(-crop.x / crop.width) * 100}%`, top: `${(-crop.y / crop.height) * 100}%` }} />
      </span>
    </span>
  )
}

type Shared = StageProps & { readonly share: (event: { readonly clientX: number; readonly clientY: number }) => Point }

function Focus({ look, guess, isDisabled, onFocus, share }: Shared) {
  const word = useWords(words)
  const { shown, set, settle } = useSettled<Point>(look.focus ?? guess ?? middle, onFocus)
  const [dragging, setDragging] = useState(false)
  const to = (event: React.PointerEvent) => set(movedPoint(share(event), 0, 0))
  return (
    <div
      className={style['catch']} onPointerDown={(event) => {
        if (isDisabled || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
        to(event)
      }} onPointerMove={(event) => { if (dragging) to(event) }} onPointerUp={() => { setDragging(false); settle() }} onPointerCancel={() => setDragging(false)}
    >
      <button
        type="button" className={style['point']} data-own={look.focus !== undefined} disabled={isDisabled} style={{ left: `${shown.x * 100}%`, top: `${shown.y * 100}%` }}
        aria-label={word.focusPoint(Math.round(shown.x * 100), Math.round(shown.y * 100))} aria-roledescription={word.focus}
        onKeyDown={(event) => {
          const by = arrow(event)
          if (by === undefined) return
          event.preventDefault()
          set(movedPoint(shown, by.x, by.y))
        }}
      />
    </div>
  )
}

interface Dragged {
  readonly at: Point
  readonly end: 'from' | 'to'
  readonly resize: boolean
  readonly motion: Motion
}

function Views({ motion, room, isDisabled, onMotion, share }: Shared & { readonly motion: Motion; readonly room: { readonly width: number; readonly height: number } }) {
  const word = useWords(words)
  const { shown, set, settle } = useSettled<Motion>(motion, onMotion)
  const [dragged, setDragged] = useState<Dragged>()
  const change = (end: 'from' | 'to', view: Motion['from'], base = shown) => set({ ...base, [end]: view })
  return (
    <>
      {(['from', 'to'] as const).map((end) => {
        const window = windowOf(shown[end], room)
        return (
          <button
            key={end} type="button" disabled={isDisabled} className={style['view']} data-end={end} style={{ ...boxOf(window), zIndex: Math.round(shown[end].zoom * 10) }} aria-label={word.view(end === 'from' ? word.beginning : word.end, shown[end].zoom.toFixed(2))}
            onPointerDown={(event) => {
              if (event.button !== 0) return
              event.currentTarget.setPointerCapture(event.pointerId)
              setDragged({ at: share(event), end, resize: event.target !== event.currentTarget, motion: shown })
            }}
            onPointerMove={(event) => {
              if (dragged === undefined || dragged.end !== end) return
              const at = share(event)
              const old = dragged.motion[end]
              if (!dragged.resize) return change(end, movedView(old, at.x - dragged.at.x, at.y - dragged.at.y, room), dragged.motion)
              // The corner under the hand keeps its distance from the middle of the view.
              const box = windowOf(old, room)
              const reach = Math.max(0.02, Math.abs(at.x - (box.x + box.width / 2)) / (box.width / 2))
              change(end, zoomedView(old, 1 / reach, room), dragged.motion)
            }}
            onPointerUp={() => { setDragged(undefined); settle() }} onPointerCancel={() => setDragged(undefined)}
            onKeyDown={(event) => {
              const by = arrow(event)
              const factor = event.key === '+' || event.key === '=' ? 1.05 : event.key === '-' ? 1 / 1.05 : undefined
              if (by === undefined && factor === undefined) return
              event.preventDefault()
              event.stopPropagation()
              change(end, by !== undefined ? movedView(shown[end], by.x, by.y, room) : zoomedView(shown[end], factor!, room))
            }}
          ><span className={style['number']} aria-hidden="true">{end === 'from' ? 1 : 2}</span><span className={style['grip']} aria-hidden="true" /></button>
        )
      })}
    </>
  )
}

function Crop({ look, isDisabled, onCrop, share }: Shared) {
  const word = useWords(words)
  const { shown, set, settle } = useSettled<Rectangle>(look.crop ?? wholePicture, (crop) => onCrop(cropOrNone(crop)))
  const [dragged, setDragged] = useState<{ readonly at: Point; readonly corner: Corner | undefined; readonly crop: Rectangle }>()
  return (
    <button
      type="button" disabled={isDisabled} className={style['crop']} style={boxOf(shown)} aria-label={`${word.cropFrame}: ${Math.round(shown.width * 100)} × ${Math.round(shown.height * 100)} %`}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const corner = event.target instanceof HTMLElement ? (event.target.dataset['corner'] as Corner | undefined) : undefined
        setDragged({ at: share(event), corner, crop: shown })
      }}
      onPointerMove={(event) => {
        if (dragged === undefined) return
        const at = share(event)
        const [across, down] = [at.x - dragged.at.x, at.y - dragged.at.y]
        set(dragged.corner === undefined ? movedCrop(dragged.crop, across, down) : resizedCrop(dragged.crop, dragged.corner, across, down))
      }}
      onPointerUp={() => { setDragged(undefined); settle() }} onPointerCancel={() => setDragged(undefined)}
      onKeyDown={(event) => {
        const by = arrow(event, false)
        if (by === undefined) return
        event.preventDefault()
        set(event.shiftKey ? resizedCrop(shown, 'bottom-right', by.x, by.y) : movedCrop(shown, by.x, by.y))
      }}
    >{corners.map((corner) => <span key={corner} className={style['corner']} data-corner={corner} aria-hidden="true" />)}</button>
  )
}

/** The way of an arrow key, as shares of the picture; with Shift ten times as far. */
function arrow({ key, shiftKey, altKey, ctrlKey, metaKey }: React.KeyboardEvent, isFar = true): Point | undefined {
  if (altKey || ctrlKey || metaKey) return undefined
  const by = shiftKey && isFar ? 0.1 : 0.01
  return ({ ArrowLeft: { x: -by, y: 0 }, ArrowRight: { x: by, y: 0 }, ArrowUp: { x: 0, y: -by }, ArrowDown: { x: 0, y: by } } as Partial<Record<string, Point>>)[key]
}

function boxOf({ x, y, width, height }: Rectangle): React.CSSProperties {
  return { left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` }
}

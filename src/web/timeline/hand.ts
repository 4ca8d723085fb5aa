// The hand on the timeline: mouse, pen and touch turned into gestures, with what is seen while one lasts. Works on the
// elements directly, so that nothing is drawn anew by React between the first and the last movement. Decides nothing about
// films: gestures.ts turns the end of a gesture into operations.

import type { Draft, Operation, SegmentId } from '../../draft/index.ts'
import { allowedShift, edgeRange, insertionIndex, insertionTime, reorder, shift, trim, type Edge } from './gestures.ts'
import type { Bar, Rows } from './rows.ts'
import { snap, type SnapPoint } from './scale.ts'

/** What the hand sees and may ask for; asked anew at every use. */
export interface HandWorld {
  draft(): Draft
  rows(): Rows
  /** Pixels per ms. */
  scale(): number
  selected(): readonly SegmentId[]
  select(ids: readonly SegmentId[], focus?: SegmentId): void
  seek(time: number): void
  scrub(on: boolean): void
  snapPoints(without: ReadonlySet<SegmentId>): readonly SnapPoint[]
  snapping(): boolean
  /** The end of a gesture; `settled` is called when the timeline shows the outcome. */
  operate(operations: readonly Operation[], bars: readonly Bar[], settled: () => void): void
  /** The drawn length or place while a gesture lasts, for the label at the hand. */
  label(bar: Bar, start: number, end: number): string
  zoom(factor: number, clientX: number): void
  /** While a gesture lasts, these stay on the page. */
  hold(ids: ReadonlySet<SegmentId> | undefined): void
  open(id: SegmentId): void
}

export interface HandParts {
  readonly scroller: HTMLElement
  /** Film time 0 is its left edge. */
  readonly ground: HTMLElement
  readonly guide: HTMLElement
  readonly mark: HTMLElement
  readonly marquee: HTMLElement
  readonly tip: HTMLElement
}

/** A press becomes a drag beyond this, pixels; a resting finger after this, ms. */
const slack = 4
const longPress = 350
/** How near a snap must be, pixels. */
const reach = 9
/** From here the view follows the hand, pixels from its edge. */
const brink = 36

interface Gesture {
  move(x: number, y: number, free: boolean): void
  end(): void
  cancel(): void
}

interface Press {
  readonly id: number
  readonly touch: boolean
  readonly x: number
  readonly y: number
  readonly bar: Bar | undefined
  readonly edge: Edge | undefined
  readonly add: boolean
  readonly range: boolean
  gesture: Gesture | undefined
  timer?: ReturnType<typeof setTimeout>
}

export function attachHand(parts: HandParts, world: HandWorld): () => void {
  const { scroller, ground } = parts
  let press: Press | undefined
  let last = { x: 0, y: 0, free: false }
  let frame = 0
  let pinch: number | undefined

  const timeAt = (clientX: number) => (clientX - ground.getBoundingClientRect().left) / world.scale()
  const node = (id: SegmentId) => scroller.querySelector<HTMLElement>(`[data-bar="${CSS.escape(id)}"]`)

  const begin = () => {
    if (press === undefined || press.gesture !== undefined) return
    const { bar, edge } = press
    if (bar === undefined) press.gesture = press.touch ? undefined : marqueeGesture(press.x, press.y)
    else {
      if (!world.selected().includes(bar.id)) world.select([bar.id], bar.id)
      press.gesture = edge !== undefined ? trimGesture(bar, edge, press.x) : bar.kind === 'picture' ? reorderGesture(bar, press.x) : shiftGesture(bar, press.x)
      scroller.dataset['busy'] = edge === undefined ? 'move' : 'trim'
    }
    if (press.gesture !== undefined) frame = requestAnimationFrame(follow)
  }
  const finish = (how: 'end' | 'cancel') => {
    const { gesture, timer } = press ?? {}
    press = undefined
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    delete scroller.dataset['busy']
    hide()
    gesture?.[how]()
  }
  const hide = () => { for (const one of [parts.guide, parts.mark, parts.marquee, parts.tip]) one.hidden = true }

  /** One drawing per frame, and the view goes along when the hand is at its edge. */
  const follow = () => {
    if (press?.gesture === undefined) return
    const { left, right } = scroller.getBoundingClientRect()
    const push = last.x < left + brink ? last.x - left - brink : last.x > right - brink ? last.x - right + brink : 0
    if (push !== 0) scroller.scrollLeft += Math.max(-24, Math.min(24, push / 2))
    press.gesture.move(last.x, last.y, last.free)
    frame = requestAnimationFrame(follow)
  }

  const showGuide = (point: SnapPoint | undefined) => {
    parts.guide.hidden = point === undefined
    if (point !== undefined) {
      parts.guide.dataset['kind'] = point.kind
      parts.guide.style.transform = `translateX(${point.time * world.scale()}px)`
    }
  }
  const showTip = (text: string, time: number, y: number) => {
    parts.tip.hidden = false
    parts.tip.textContent = text
    parts.tip.style.transform = `translate(${time * world.scale()}px, ${Math.max(0, y - ground.getBoundingClientRect().top - 34)}px)`
  }
  const snapped = (edges: readonly number[], points: readonly SnapPoint[], free: boolean) => {
    const found = world.snapping() !== free ? snap(edges, points, reach / world.scale()) : { shift: 0 }
    return found
  }

  const shiftGesture = (grasped: Bar, x: number): Gesture => {
    const rows = world.rows()
    const origin = timeAt(x)
    const bars = chosen(rows, grasped).filter(({ kind }) => kind !== 'picture')
    const points = world.snapPoints(new Set(bars.map(({ id }) => id)))
    let by = 0
    world.hold(new Set(bars.map(({ id }) => id)))
    const clear = () => {
      world.hold(undefined)
      for (const { id } of bars) lay(node(id), '')
    }
    return {
      move(clientX, clientY, free) {
        const wished = Math.round(timeAt(clientX) - origin)
        const near = snapped([grasped.start + wished, grasped.end + wished], points, free)
        by = allowedShift(rows, bars, wished + near.shift)
        showGuide(by === wished + near.shift && 'at' in near ? near.at : undefined)
        for (const { id } of bars) lay(node(id), `translateX(${by * world.scale()}px)`)
        showTip(world.label(grasped, grasped.start + by, grasped.end + by), grasped.start + by, clientY)
      },
      end: () => world.operate(shift(rows, bars, by), bars, clear),
      cancel: clear,
    }
  }

  const reorderGesture = (grasped: Bar, x: number): Gesture => {
    const rows = world.rows()
    const origin = timeAt(x)
    const bars = chosen(rows, grasped).filter(({ kind }) => kind === 'picture')
    const ids = new Set(bars.map(({ id }) => id))
    let index = grasped.index
    world.hold(ids)
    const clear = () => {
      world.hold(undefined)
      for (const id of ids) lay(node(id), '')
    }
    return {
      move(clientX, clientY) {
        const time = timeAt(clientX)
        index = insertionIndex(rows, ids, time)
        const at = insertionTime(rows, ids, index)
        parts.mark.hidden = false
        parts.mark.style.transform = `translateX(${at * world.scale()}px)`
        for (const id of ids) lay(node(id), `translateX(${(time - origin) * world.scale()}px)`)
        showTip(`${index + 1}`, time, clientY)
      },
      end: () => world.operate(reorder(world.draft(), ids, index), bars, clear),
      cancel: clear,
    }
  }

  const trimGesture = (bar: Bar, edge: Edge, x: number): Gesture => {
    const rows = world.rows()
    const draft = world.draft()
    const offset = timeAt(x) - bar[edge]
    const points = world.snapPoints(new Set([bar.id]))
    const { least, most } = edgeRange(draft, rows, bar, edge)
    const behind = bar.kind === 'picture' && edge === 'end' ? rows.rows.find(({ kind }) => kind === 'picture')!.bars.filter(({ index }) => index > bar.index) : []
    let to = bar[edge]
    world.hold(new Set([bar.id]))
    const clear = () => {
      world.hold(undefined)
      size(node(bar.id), bar.start, bar.end)
      for (const { id } of behind) lay(node(id), '')
    }
    return {
      move(clientX, clientY, free) {
        const wished = timeAt(clientX) - offset
        const near = snapped([wished], points, free)
        to = Math.round(Math.min(most, Math.max(least, wished + near.shift)))
        showGuide(Math.abs(to - wished - near.shift) < 1 && 'at' in near ? near.at : undefined)
        const [start, end] = edge === 'start' ? [to, bar.end] : [bar.start, to]
        size(node(bar.id), start, end)
        for (const { id } of behind) lay(node(id), `translateX(${(to - bar.end) * world.scale()}px)`)
        showTip(world.label(bar, start, end), to, clientY)
      },
      end: () => world.operate(trim(draft, rows, bar, edge, to), [bar], clear),
      cancel: clear,
    }
  }

  const marqueeGesture = (x: number, y: number): Gesture => {
    const from = { time: timeAt(x), y: y - ground.getBoundingClientRect().top }
    const before = press!.add ? world.selected() : []
    let ids: readonly SegmentId[] = before
    return {
      move(clientX, clientY) {
        const { top } = ground.getBoundingClientRect()
        const [left, right] = [from.time, timeAt(clientX)].toSorted((one, two) => one - two) as [number, number]
        const [high, low] = [from.y, clientY - top].toSorted((one, two) => one - two) as [number, number]
        parts.marquee.hidden = false
        Object.assign(parts.marquee.style, { transform: `translate(${left * world.scale()}px, ${high}px)`, width: `${(right - left) * world.scale()}px`, height: `${low - high}px` })
        const seen = [...scroller.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => {
          const box = row.getBoundingClientRect()
          return box.top - top < low && box.bottom - top > high
        }).map((row) => row.dataset['row'])
        ids = [...new Set([...before, ...world.rows().rows.filter(({ id }) => seen.includes(id)).flatMap(({ bars }) => bars).filter((bar) => bar.start < right && bar.end > left).map(({ id }) => id)])]
        world.select(ids)
      },
      end: () => undefined,
      cancel: () => world.select(before),
    }
  }

  /** The selection, when the grasped bar is in it. */
  const chosen = (rows: Rows, grasped: Bar): readonly Bar[] => {
    const ids = world.selected()
    return ids.includes(grasped.id) ? ids.map((id) => rows.bars.get(id)).filter((bar) => bar !== undefined) : [grasped]
  }

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || press !== undefined || !(event.target instanceof Element)) return
    const target = event.target
    if (target.closest('[data-ruler]') !== null) return scrub(event)
    if (target.closest('[data-ground]') === null) return
    const id = target.closest<HTMLElement>('[data-bar]')?.dataset['bar']
    const bar = id === undefined ? undefined : world.rows().bars.get(id)
    const edge = target.closest<HTMLElement>('[data-edge]')?.dataset['edge'] as Edge | undefined
    press = { id: event.pointerId, touch: event.pointerType === 'touch', x: event.clientX, y: event.clientY, bar, edge, add: event.ctrlKey || event.metaKey, range: event.shiftKey, gesture: undefined }
    last = { x: event.clientX, y: event.clientY, free: event.altKey }
    if (press.touch && bar !== undefined) {
      press.timer = setTimeout(() => {
        begin()
        navigator.vibrate?.(8)
      }, edge !== undefined && world.selected().includes(bar.id) ? 0 : longPress)
    } else if (!press.touch) scroller.setPointerCapture(event.pointerId)
  }
  const scrub = (event: PointerEvent) => {
    scroller.setPointerCapture(event.pointerId)
    world.scrub(true)
    const points = world.snapPoints(new Set()).filter(({ kind }) => kind !== 'playhead')
    const to = (clientX: number, free: boolean) => {
      const time = timeAt(clientX)
      world.seek(time + snapped([time], points, free).shift)
    }
    to(event.clientX, event.altKey)
    press = { id: event.pointerId, touch: false, x: event.clientX, y: event.clientY, bar: undefined, edge: undefined, add: false, range: false, gesture: { move: (x, _, free) => to(x, free), end: () => world.scrub(false), cancel: () => world.scrub(false) } }
    last = { x: event.clientX, y: event.clientY, free: event.altKey }
    frame = requestAnimationFrame(follow)
  }
  const move = (event: PointerEvent) => {
    if (press?.id !== event.pointerId) return
    last = { x: event.clientX, y: event.clientY, free: event.altKey }
    if (press.gesture !== undefined) return
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < slack) return
    // A finger that moves before it has rested scrolls.
    if (press.touch) finish('cancel')
    else begin()
  }
  const up = (event: PointerEvent) => {
    if (press?.id !== event.pointerId) return
    if (press.gesture !== undefined) {
      press.gesture.move(event.clientX, event.clientY, event.altKey)
      return finish('end')
    }
    const { bar, add, range } = press
    finish('cancel')
    if (bar === undefined) {
      if (!add) world.select([])
      world.seek(timeAt(event.clientX))
    } else if (add) world.select(world.selected().includes(bar.id) ? world.selected().filter((id) => id !== bar.id) : [...world.selected(), bar.id], bar.id)
    else if (range) world.select(between(world.rows(), world.selected()[0], bar), bar.id)
    else world.select([bar.id], bar.id)
  }
  const lost = (event: PointerEvent) => { if (press?.id === event.pointerId) finish('cancel') }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || press?.gesture === undefined) return
    event.stopPropagation()
    finish('cancel')
  }
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    world.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.004)), event.clientX)
  }
  const touches = (event: TouchEvent) => {
    if (press?.gesture !== undefined && press.touch && event.cancelable) event.preventDefault()
    const [one, two] = event.touches
    if (one === undefined || two === undefined) {
      pinch = undefined
      return
    }
    if (event.cancelable) event.preventDefault()
    if (press !== undefined) finish('cancel')
    const apart = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY)
    if (pinch !== undefined && pinch > 0) world.zoom(apart / pinch, (one.clientX + two.clientX) / 2)
    pinch = apart
  }
  const twice = (event: MouseEvent) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-bar]')?.dataset['bar'] : undefined
    if (id !== undefined) world.open(id)
  }
  hide()
  const end = new AbortController()
  const { signal } = end
  scroller.addEventListener('pointerdown', down, { signal })
  scroller.addEventListener('pointermove', move, { signal })
  scroller.addEventListener('pointerup', up, { signal })
  scroller.addEventListener('pointercancel', lost, { signal })
  scroller.addEventListener('wheel', wheel, { signal, passive: false })
  scroller.addEventListener('touchstart', touches, { signal, passive: false })
  scroller.addEventListener('touchmove', touches, { signal, passive: false })
  scroller.addEventListener('touchend', touches, { signal, passive: false })
  scroller.addEventListener('dblclick', twice, { signal })
  // A held finger would open the browser's menu.
  scroller.addEventListener('contextmenu', (event) => { if (press !== undefined) event.preventDefault() }, { signal })
  document.addEventListener('keydown', key, { signal, capture: true })
  return () => {
    if (press !== undefined) finish('cancel')
    end.abort()
  }
}

/** From the bar that was chosen first to this one, in its row; the first one stays first. */
export function between(rows: Rows, anchor: SegmentId | undefined, bar: Bar): readonly SegmentId[] {
  const row = rows.rows.find(({ bars }) => bars.some(({ id }) => id === bar.id))
  const from = row?.bars.find(({ id }) => id === anchor)
  if (row === undefined || from === undefined) return [bar.id]
  const [first, final] = from.index <= bar.index ? [from.index, bar.index] : [bar.index, from.index]
  const ids = row.bars.filter(({ index }) => index >= first && index <= final).map(({ id }) => id)
  return from.index <= bar.index ? ids : ids.toReversed()
}

function lay(element: HTMLElement | null, transform: string): void {
  if (element === null) return
  element.style.transform = transform
  if (transform === '') delete element.dataset['dragged']
  else element.dataset['dragged'] = 'true'
}

function size(element: HTMLElement | null, start: number, end: number): void {
  element?.style.setProperty('--from', String(start))
  element?.style.setProperty('--for', String(end - start))
}

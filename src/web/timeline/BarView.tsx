// One segment on the timeline. Where it lies comes from custom properties, so that zooming draws nothing anew.

import { memo } from 'react'
import type { Bar } from './rows.ts'
import style from './Timeline.module.css'

export interface BarViewProps {
  readonly bar: Bar
  readonly name: string
  readonly described: string
  readonly count: number
  readonly isSelected: boolean
  readonly isStop: boolean
  /** Address of a small picture of its material. */
  readonly thumbnail: string | undefined
}

export const BarView = memo(function BarView({ bar, name, described, count, isSelected, isStop, thumbnail }: BarViewProps) {
  const { segment } = bar
  const place = { '--from': bar.start, '--for': bar.end - bar.start, '--lane': bar.lane } as React.CSSProperties
  return (
    <div
      role="option" aria-selected={isSelected} aria-label={described} aria-posinset={bar.index + 1} aria-setsize={count} tabIndex={isStop ? 0 : -1}
      data-bar={bar.id} data-kind={segment.kind === 'sound' ? segment.role : segment.kind} className={style['bar']} style={place}
    >
      <span className={style['inner']}>
        {thumbnail !== undefined && <Pictures bar={bar} thumbnail={thumbnail} />}
        {segment.kind === 'card' && <span className={style['cardGround']} style={{ background: groundOf(segment.ground) }} />}
        <span className={style['label']} dir="auto">{name}</span>
      </span>
      {bar.transition !== undefined && <span className={style['transition']} style={{ '--before': bar.transition.before, '--wide': bar.transition.before + bar.transition.after } as React.CSSProperties} />}
      <span className={style['edge']} data-edge="start" /><span className={style['edge']} data-edge="end" />
    </div>
  )
})

/** Photos repeat one picture; clips show moments of theirs. */
function Pictures({ bar, thumbnail }: { readonly bar: Bar; readonly thumbnail: string }) {
  const { segment } = bar
  if (segment.kind !== 'clip') return <span className={style['pictures']} style={{ backgroundImage: `url("${thumbnail}&height=96")` }} />
  const count = Math.max(1, Math.min(24, Math.round((bar.end - bar.start) / 1500)))
  const [from, to] = segment.reverse ? [segment.to, segment.from] : [segment.from, segment.to]
  return (
    <span className={style['moments']}>
      {Array.from({ length: count }, (_, index) => <span key={index} className={style['moment']} style={{ backgroundImage: `url("${thumbnail}&height=96&at=${Math.round((from + ((to - from) * (index + 0.5)) / count) / 500) * 500}")` }} />)}
    </span>
  )
}

function groundOf(ground: Extract<Bar['segment'], { kind: 'card' }>['ground']): string {
  if (ground.kind === 'gradient') return `linear-gradient(${ground.angle}deg, ${ground.colors.join(', ')})`
  return ground.color
}

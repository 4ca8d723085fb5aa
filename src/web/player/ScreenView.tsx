// The screen as a component: gives screen.ts its elements, keeps its picture in the film's shape inside whatever room there
// is, and shows what lies above the picture.

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createScreen, type Screen, type ScreenEars, type ScreenState, type Source } from './screen.ts'
import style from './Player.module.css'

export interface ScreenViewProps {
  readonly source: Source | undefined
  readonly canvas: { readonly width: number; readonly height: number }
  readonly label: string
  /** Handed the screen while it is there. */
  readonly hold: (screen: Screen | undefined) => void
  readonly ears: Pick<ScreenEars, 'moved' | 'expired'>
  readonly onState: (state: ScreenState) => void
  readonly onPress?: () => void
  readonly children?: ReactNode
}

export function ScreenView({ source, canvas, label, hold, ears, onState, onPress, children }: ScreenViewProps) {
  const first = useRef<HTMLVideoElement>(null)
  const second = useRef<HTMLVideoElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [screen, setScreen] = useState<Screen>()
  const heard = useRef({ ears, onState, hold })
  useEffect(() => { heard.current = { ears, onState, hold } })

  useEffect(() => {
    const made = createScreen({ videos: [first.current!, second.current!], still: still.current! }, {
      moved: (time, playing) => heard.current.ears.moved(time, playing),
      expired: () => heard.current.ears.expired(),
      state: (state) => heard.current.onState(state),
    })
    const watch = new ResizeObserver(([entry]) => made.resize(Math.round((entry?.contentRect.height ?? 0) * Math.min(2, devicePixelRatio))))
    watch.observe(box.current!)
    setScreen(made)
    heard.current.hold(made)
    return () => {
      watch.disconnect()
      heard.current.hold(undefined)
      made.close()
    }
  }, [])
  useEffect(() => {
    if (source !== undefined) screen?.show(source)
  }, [screen, source])

  return (
    <div className={style['room']}>
      <div ref={box} className={style['picture']} style={{ '--shape': canvas.width / canvas.height } as React.CSSProperties} onClick={onPress}>
        <span role="img" aria-label={label} />
        <video ref={first} className={style['video']} playsInline preload="auto" disablePictureInPicture tabIndex={-1} aria-hidden="true" />
        <video ref={second} className={style['video']} playsInline preload="auto" disablePictureInPicture tabIndex={-1} aria-hidden="true" />
        <canvas ref={still} className={style['video']} aria-hidden="true" />
        {children}
      </div>
    </div>
  )
}

// What can be set on pictures: photos, clips and cards of the chain, one or several.

import { useState } from 'react'
import type { Asset, CardSegment, ClipSegment, Look, LookName, Operation, PhotoSegment, PictureSegment, TransitionKind } from '../../draft/index.ts'
import { Button } from '../parts/Button.tsx'
import { Choices } from '../parts/Choices.tsx'
import { Select } from '../parts/Select.tsx'
import { Sign } from '../parts/Sign.tsx'
import { transitionNames } from '../timeline/names.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { common } from './common.ts'
import { Colour, Group, Seconds, Slide, Toggle } from './fields.tsx'
import { lookNames } from './names.ts'
import { PictureStage } from './PictureStage.tsx'
import style from './Panel.module.css'
import { motionPresets, presetMotion, presetOf } from './views.ts'
import { words } from './words.ts'

export interface SettingsProps<Segment> {
  readonly segments: readonly Segment[]
  readonly isDisabled: boolean
  readonly operate: (...operations: readonly Operation[]) => Promise<boolean>
}

type Filmed = PhotoSegment | ClipSegment

export interface PictureSettingsProps extends SettingsProps<PictureSegment> {
  readonly canvas: { readonly width: number; readonly height: number }
  readonly assets: Readonly<Record<string, Asset>>
  readonly thumbnail: (asset: string) => string | undefined
  readonly isFirst: boolean
}

export function PictureSettings(props: PictureSettingsProps) {
  const { segments, operate, isDisabled } = props
  const filmed = segments.filter((segment): segment is Filmed => segment.kind !== 'card')
  const clips = segments.filter((segment): segment is ClipSegment => segment.kind === 'clip')
  const cards = segments.filter((segment): segment is CardSegment => segment.kind === 'card')
  const shared = { operate, isDisabled }
  return (
    <>
      {cards.length === segments.length && cards.length === 1 && <Ground {...shared} card={cards[0]!} />}
      {filmed.length === segments.length && <Frame {...props} segments={filmed} />}
      {filmed.length === segments.length && <Looks {...shared} segments={filmed} />}
      <Time {...shared} segments={segments} clips={clips.length === segments.length ? clips : []} />
      {clips.length === segments.length && <Levels {...shared} segments={clips} />}
      {!(segments.length === 1 && props.isFirst) && <Transitions {...shared} segments={segments} />}
    </>
  )
}

function Frame({ segments, canvas, assets, thumbnail, operate, isDisabled }: Omit<PictureSettingsProps, 'segments'> & SettingsProps<Filmed>) {
  const word = useWords(words)
  const [mode, setMode] = useState<'focus' | 'motion' | 'crop'>('focus')
  const targets = segments.map(({ id }) => id)
  const one = segments.length === 1 ? segments[0]! : undefined
  const facts = one === undefined ? undefined : assets[one.asset]?.facts
  const picture = one === undefined ? undefined : thumbnail(one.asset)
  const fit = common(segments, (segment) => segment.fit)
  const preset = common(segments, ({ motion }) => presetOf(motion))
  const easing = common(segments, ({ motion }) => motion?.easing)
  const guess = facts?.kind === 'photo' ? facts.focus : undefined
  const middle = one?.focus ?? (guess === undefined ? undefined : { x: guess.x, y: guess.y })
  const flips = (key: 'flipHorizontal' | 'flipVertical') => common(segments, (segment) => segment[key] === true)
  return (
    <Group title={word.frame}>
      {one !== undefined && picture !== undefined && facts !== undefined && facts.kind !== 'sound' && (
        <>
          <Choices label={word.onPicture} value={mode} onChange={setMode} choices={[{ key: 'focus', label: word.focus }, { key: 'motion', label: word.motion }, { key: 'crop', label: word.crop }]} />
          <PictureStage
            key={one.id} mode={mode} picture={`${picture}&height=384${one.kind === 'clip' ? `&at=${Math.round(one.from / 500) * 500}` : ''}`} size={facts} canvas={canvas} look={one} guess={guess} isDisabled={isDisabled}
            onFocus={(focus) => operate({ name: 'set-focus', target: one.id, focus })} onMotion={(motion) => operate({ name: 'set-motion', targets: [one.id], motion })} onCrop={(crop) => operate({ name: 'set-crop', target: one.id, crop })}
          />
          <p className={style['hint']}>{mode === 'focus' ? word.focusHelp : mode === 'motion' ? word.motionHelp : word.cropHelp}</p>
          {mode === 'focus' && one.focus !== undefined && <Button isDisabled={isDisabled} onPress={() => void operate({ name: 'set-focus', target: one.id, focus: null })}>{word.reset}</Button>}
          {mode === 'crop' && one.crop !== undefined && <Button isDisabled={isDisabled} onPress={() => void operate({ name: 'set-crop', target: one.id, crop: null })}>{word.reset}</Button>}
        </>
      )}
      <Choices label={word.fit} value={fit.value} isDisabled={isDisabled} onChange={(next) => void operate({ name: 'set-fit', targets, fit: next })} choices={(['cover', 'contain', 'blur'] as const).map((key) => ({ key, label: word[key] }))} />
      <Select label={word.movement} value={preset.value} mixed={preset.isMixed ? word.mixed : '—'} isDisabled={isDisabled} choices={motionPresets.map((key) => ({ key, label: word[key] }))} onChange={(next) => {
        if (mode !== 'motion' && next !== 'none') setMode('motion')
        void operate({ name: 'set-motion', targets, motion: presetMotion(next, middle) })
      }} />
      {segments.every(({ motion }) => motion !== undefined) && (
        <Select label={word.easing} value={easing.value} mixed={word.mixed} isDisabled={isDisabled} choices={(['linear', 'ease-in', 'ease-out', 'ease-in-out'] as const).map((key) => ({ key, label: word[key] }))} onChange={(next) => void operate(...segments.map(({ id, motion }): Operation => ({ name: 'set-motion', targets: [id], motion: { ...motion!, easing: next } })))} />
      )}
      <div className={style['row']} role="group" aria-label={word.orientation}>
        <Button isDisabled={isDisabled} onPress={() => void operate(...segments.map(({ id, rotate = 0 }): Operation => ({ name: 'set-orientation', targets: [id], rotate: ((rotate + 90) % 360) as 0 | 90 | 180 | 270 })))}><Sign name="rotate" />{word.rotate}</Button>
        <Toggle label={word.mirror} value={flips('flipHorizontal').value === true} isMixed={flips('flipHorizontal').isMixed} isDisabled={isDisabled} onChange={(on) => void operate({ name: 'set-orientation', targets, flipHorizontal: on })} />
        <Toggle label={word.flip} value={flips('flipVertical').value === true} isMixed={flips('flipVertical').isMixed} isDisabled={isDisabled} onChange={(on) => void operate({ name: 'set-orientation', targets, flipVertical: on })} />
      </div>
    </Group>
  )
}

const adjustments = [{ key: 'brightness', least: -1 }, { key: 'contrast', least: -1 }, { key: 'saturation', least: -1 }, { key: 'warmth', least: -1 }, { key: 'vignette', least: 0 }, { key: 'sharpen', least: 0 }, { key: 'grain', least: 0 }] as const

function Looks({ segments, operate, isDisabled }: SettingsProps<Filmed>) {
  const word = useWords(words)
  const language = useLanguage()
  const targets = segments.map(({ id }) => id)
  const name = common(segments, ({ look }): LookName => look?.name ?? 'none')
  const change = (part: Partial<Look>) => operate(...segments.map(({ id, look }): Operation => ({ name: 'set-look', targets: [id], look: { name: 'none', strength: 1, ...look, ...part } })))
  const percent = (value: number) => `${Math.round(value * 100)} %`
  const strength = common(segments, ({ look }) => look?.strength)
  return (
    <Group title={word.colour}>
      <Select label={word.look} value={name.value} mixed={word.mixed} isDisabled={isDisabled} choices={(Object.keys(lookNames[language]) as LookName[]).map((key) => ({ key, label: lookNames[language][key] }))} onChange={(next) => void (next === 'none' ? operate({ name: 'set-look', targets, look: null }) : change({ name: next }))} />
      {segments.every(({ look }) => look !== undefined && look.name !== 'none') && <Slide label={word.strength} value={strength.value} isMixed={strength.isMixed} least={0} most={1} step={0.05} text={percent} isDisabled={isDisabled} onChange={(next) => change({ strength: next })} />}
      <details className={style['more']}>
        <summary>{word.more}</summary>
        {adjustments.map(({ key, least }) => {
          const value = common(segments, ({ look }) => look?.[key] ?? 0)
          return <Slide key={key} label={word[key]} value={value.value} isMixed={value.isMixed} least={least} most={1} step={0.05} resting={0} text={percent} isDisabled={isDisabled} onChange={(next) => change({ [key]: next })} />
        })}
      </details>
    </Group>
  )
}

function Time({ segments, clips, operate, isDisabled }: SettingsProps<PictureSegment> & { readonly clips: readonly ClipSegment[] }) {
  const word = useWords(words)
  const targets = segments.map(({ id }) => id)
  const length = common(segments, lengthOf)
  const speed = common(clips, (clip) => clip.speed)
  const reverse = common(clips, (clip) => clip.reverse)
  const clip = clips.length === 1 ? clips[0] : undefined
  const fade = (key: 'fadeIn' | 'fadeOut') => common(segments, (segment) => segment[key] ?? 0)
  return (
    <Group title={word.time}>
      <Seconds label={word.duration} value={length.value} isMixed={length.isMixed} least={100} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'set-duration', targets, duration })} />
      {clip !== undefined && <Seconds label={word.from} value={clip.from} isDisabled={isDisabled} onChange={(from) => operate({ name: 'trim-clip', target: clip.id, from })} />}
      {clip !== undefined && <Seconds label={word.to} value={clip.to} isDisabled={isDisabled} onChange={(to) => operate({ name: 'trim-clip', target: clip.id, to })} />}
      {clips.length > 0 && <Slide label={word.speed} value={speed.value} isMixed={speed.isMixed} resting={1} least={0.25} most={4} step={0.05} text={(value) => `${value.toFixed(2)} ×`} isDisabled={isDisabled} onChange={(next) => operate({ name: 'set-speed', targets, speed: next })} />}
      {clips.length > 0 && <Toggle label={word.reverse} value={reverse.value === true} isMixed={reverse.isMixed} isDisabled={isDisabled} onChange={(on) => void operate({ name: 'set-reverse', targets, reverse: on })} />}
      <Seconds label={word.fadeIn} value={fade('fadeIn').value} isMixed={fade('fadeIn').isMixed} isDisabled={isDisabled} onChange={(fadeIn) => operate({ name: 'set-fades', targets, fadeIn })} />
      <Seconds label={word.fadeOut} value={fade('fadeOut').value} isMixed={fade('fadeOut').isMixed} isDisabled={isDisabled} onChange={(fadeOut) => operate({ name: 'set-fades', targets, fadeOut })} />
    </Group>
  )
}

export function Levels({ segments, operate, isDisabled }: SettingsProps<{ readonly id: string; readonly volume: number; readonly muted: boolean; readonly soundFadeIn?: number; readonly soundFadeOut?: number }>) {
  const word = useWords(words)
  const targets = segments.map(({ id }) => id)
  const volume = common(segments, (segment) => segment.volume)
  const muted = common(segments, (segment) => segment.muted)
  const fadeIn = common(segments, (segment) => segment.soundFadeIn ?? 0)
  const fadeOut = common(segments, (segment) => segment.soundFadeOut ?? 0)
  return (
    <Group title={word.sound}>
      <Slide label={word.volume} value={volume.value} isMixed={volume.isMixed} resting={1} least={0} most={2} step={0.05} text={(value) => `${Math.round(value * 100)} %`} isDisabled={isDisabled} onChange={(next) => operate({ name: 'set-volume', targets, volume: next })} />
      <Toggle label={word.muted} value={muted.value === true} isMixed={muted.isMixed} isDisabled={isDisabled} onChange={(on) => void operate({ name: 'set-muted', targets, muted: on })} />
      <Seconds label={word.fadeIn} value={fadeIn.value} isMixed={fadeIn.isMixed} isDisabled={isDisabled} onChange={(next) => operate({ name: 'set-sound-fades', targets, fadeIn: next })} />
      <Seconds label={word.fadeOut} value={fadeOut.value} isMixed={fadeOut.isMixed} isDisabled={isDisabled} onChange={(next) => operate({ name: 'set-sound-fades', targets, fadeOut: next })} />
    </Group>
  )
}

function Transitions({ segments, operate, isDisabled }: SettingsProps<PictureSegment>) {
  const word = useWords(words)
  const targets = segments.map(({ id }) => id)
  const kind = common(segments, ({ transition }): TransitionKind | 'none' => transition?.kind ?? 'none')
  const duration = common(segments, ({ transition }) => (transition === undefined ? undefined : transition.before + transition.after))
  const present = kind.value === undefined || kind.value === 'none' ? null : { kind: kind.value, duration: duration.value ?? 500 }
  return (
    <Group title={word.transition}>
      <TransitionFields kind={kind.value} isMixed={kind.isMixed} duration={duration.value} isDisabled={isDisabled} onChange={(transition) => operate({ name: 'set-transition', targets, transition })} />
      {!kind.isMixed && <Button isDisabled={isDisabled} onPress={() => void operate({ name: 'set-transition', targets: 'all', transition: present })}><Sign name="check" />{word.allCuts}</Button>}
    </Group>
  )
}

export function TransitionFields({ kind, isMixed, duration, isDisabled, onChange }: { readonly kind: TransitionKind | 'none' | undefined; readonly isMixed: boolean; readonly duration: number | undefined; readonly isDisabled: boolean; readonly onChange: (transition: { readonly kind: TransitionKind; readonly duration: number } | null) => Promise<unknown> }) {
  const word = useWords(words)
  const language = useLanguage()
  const names = transitionNames[language]
  return (
    <>
      <Select label={word.kind} value={kind} mixed={isMixed ? word.mixed : '—'} isDisabled={isDisabled} choices={[{ key: 'none' as const, label: word.none }, ...(Object.keys(names) as TransitionKind[]).map((key) => ({ key, label: names[key] }))]} onChange={(next) => void onChange(next === 'none' ? null : { kind: next, duration: duration ?? 500 })} />
      {kind !== 'none' && kind !== undefined && <Seconds label={word.duration} value={duration} least={40} most={10_000} isDisabled={isDisabled} onChange={(next) => onChange({ kind, duration: next })} />}
    </>
  )
}

type GroundKind = CardSegment['ground']['kind']

function Ground({ card, operate, isDisabled }: Omit<SettingsProps<CardSegment>, 'segments'> & { readonly card: CardSegment }) {
  const word = useWords(words)
  const { ground } = card
  const send = (next: CardSegment['ground']) => operate({ name: 'set-ground', target: card.id, ground: next })
  const first = ground.kind === 'gradient' ? ground.colors[0] : ground.color
  const second = ground.kind === 'gradient' ? ground.colors[1] : ground.kind === 'bokeh' ? ground.colors[0] ?? '#f0b060' : '#3a6ea5'
  const made = (kind: GroundKind): CardSegment['ground'] => (kind === 'solid' ? { kind, color: first } : kind === 'gradient' ? { kind, colors: [first, second], angle: 160, drift: true } : { kind, color: first, colors: [second], seed: 1 })
  return (
    <Group title={word.ground}>
      <Choices label={word.kind} value={ground.kind} isDisabled={isDisabled} onChange={(kind) => void send(made(kind))} choices={(['solid', 'gradient', 'bokeh'] as const).map((key) => ({ key, label: word[key] }))} />
      <Colour label={word.color} value={first} isDisabled={isDisabled} onChange={(color) => send(ground.kind === 'gradient' ? { ...ground, colors: [color, ground.colors[1], ...ground.colors.slice(2)] } : { ...ground, color })} />
      {ground.kind !== 'solid' && <Colour label={word.secondColor} value={second} isDisabled={isDisabled} onChange={(color) => send(ground.kind === 'gradient' ? { ...ground, colors: [ground.colors[0], color, ...ground.colors.slice(2)] } : { ...ground, colors: [color, ...ground.colors.slice(1)] })} />}
      {ground.kind === 'gradient' && <Slide label={word.angle} value={ground.angle} least={0} most={360} step={5} text={(value) => `${Math.round(value)}°`} isDisabled={isDisabled} onChange={(angle) => send({ ...ground, angle })} />}
      {ground.kind === 'gradient' && <Toggle label={word.drift} value={ground.drift} isDisabled={isDisabled} onChange={(drift) => void send({ ...ground, drift })} />}
      {ground.kind === 'bokeh' && <Button isDisabled={isDisabled} onPress={() => void send({ ...ground, seed: ground.seed + 1 })}>{word.otherLights}</Button>}
    </Group>
  )
}

function lengthOf(segment: PictureSegment): number {
  return segment.kind === 'clip' ? Math.max(1, Math.round((segment.to - segment.from) / segment.speed)) : segment.duration
}


// What can be set on the film as a whole, when nothing is selected.

import type { FrameRate } from '../../base/index.ts'
import { filmDuration, type Draft, type EffectName, type LookName, type Operation, type Platform, type TransitionKind } from '../../draft/index.ts'
import { Choices } from '../parts/Choices.tsx'
import { Select } from '../parts/Select.tsx'
import { shapeOf, shapeOperation, shapes } from '../player/shapes.ts'
import { words as playerWords } from '../player/words.ts'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { common } from './common.ts'
import { Colour, Group, Line, Seconds, Slide } from './fields.tsx'
import { lookNames } from './names.ts'
import { TransitionFields } from './PictureSettings.tsx'
import { motionPresets, presetMotion, presetOf } from './views.ts'
import { words } from './words.ts'

const platforms: readonly Platform[] = ['youtube', 'shorts', 'tiktok', 'douyin', 'kuaishou', 'reels', 'stories', 'instagram', 'channels', 'xiaohongshu', 'bilibili', 'facebook', 'x', 'linkedin']
const platformNames: Partial<Record<Platform, string>> = { instagram: 'Instagram', facebook: 'Facebook', x: 'X', linkedin: 'LinkedIn' }
const rates: readonly (readonly [string, FrameRate])[] = [['24', { numerator: 24, denominator: 1 }], ['25', { numerator: 25, denominator: 1 }], ['29.97', { numerator: 30_000, denominator: 1001 }], ['30', { numerator: 30, denominator: 1 }], ['50', { numerator: 50, denominator: 1 }], ['60', { numerator: 60, denominator: 1 }]]

export function FilmSettings({ draft, isDisabled, operate }: { readonly draft: Draft; readonly isDisabled: boolean; readonly operate: (...operations: readonly Operation[]) => Promise<boolean> }) {
  const word = useWords(words)
  const names = useWords(playerWords)
  const language = useLanguage()
  const { canvas } = draft
  const segments = draft.picture.segments
  const filmed = segments.filter((segment) => segment.kind !== 'card')
  const cuts = segments.slice(1)
  const kind = common(cuts, ({ transition }): TransitionKind | 'none' => transition?.kind ?? 'none')
  const cutLength = common(cuts, ({ transition }) => (transition === undefined ? undefined : transition.before + transition.after))
  const motion = common(filmed, (segment) => presetOf(segment.motion))
  const look = common(filmed, (segment): LookName => segment.look?.name ?? 'none')
  const strength = common(filmed, (segment) => segment.look?.strength)
  const photos = filmed.filter((segment) => segment.kind === 'photo')
  const photoLength = common(photos, (segment) => segment.duration)
  const rate = rates.find(([, one]) => one.numerator === canvas.frameRate.numerator && one.denominator === canvas.frameRate.denominator)?.[0]
  const effects = draft.sounds.flatMap((track) => track.segments).flatMap(({ content }) => (content.kind === 'effect' ? [content.effect] : []))
  return (
    <>
      <Group title={word.film}>
        <Line label={word.title} value={draft.title} isDisabled={isDisabled} onChange={(title) => operate({ name: 'set-title', title })} />
        <Choices label={word.shape} value={shapeOf(canvas)} isDisabled={isDisabled} choices={shapes.map((key) => ({ key, label: key }))} onChange={(shape) => void shapeOperation(shape, canvas).then((operation) => operate(operation))} />
        <Select label={word.platform} value={canvas.platform ?? 'anywhere'} isDisabled={isDisabled} choices={[{ key: 'anywhere' as const, label: word.anywhere }, ...platforms.map((key) => ({ key, label: platformNames[key] ?? (names as unknown as Record<string, string>)[key] ?? key }))]} onChange={(key) => void operate({ name: 'set-canvas', platform: key === 'anywhere' ? null : key })} />
        <Select label={word.fps} value={rate} isDisabled={isDisabled} choices={rates.map(([key]) => ({ key, label: key }))} onChange={(key) => void operate({ name: 'set-canvas', frameRate: rates.find(([one]) => one === key)![1] })} />
        <Colour label={word.background} value={canvas.background} isDisabled={isDisabled} onChange={(background) => operate({ name: 'set-canvas', background })} />
        <Seconds label={word.length} value={filmDuration(draft)} least={500} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'set-film-duration', duration })} />
      </Group>
      {cuts.length > 0 && (
        <Group title={word.everyCut}>
          <TransitionFields kind={kind.value} isMixed={kind.isMixed} duration={cutLength.value} isDisabled={isDisabled} onChange={(transition) => operate({ name: 'set-transition', targets: 'all', transition })} />
          <Select label={word.cutSounds} value={effects.length === 0 ? 'none' : new Set(effects).size === 1 ? effects[0] : undefined} mixed={word.mixed} isDisabled={isDisabled} choices={(['none', 'whoosh', 'pop', 'tick'] as const).map((key) => ({ key, label: word[key] }))} onChange={(key) => void operate({ name: 'set-transition-sounds', targets: 'all', effect: key === 'none' ? null : (key as EffectName) })} />
        </Group>
      )}
      {filmed.length > 0 && (
        <Group title={word.everyPicture}>
          {photos.length > 0 && <Seconds label={word.photoLength} value={photoLength.value} isMixed={photoLength.isMixed} least={200} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'set-duration', targets: photos.map(({ id }) => id), duration })} />}
          <Select label={word.movement} value={motion.value} mixed={word.mixed} isDisabled={isDisabled} choices={motionPresets.map((key) => ({ key, label: word[key] }))} onChange={(key) => void operate({ name: 'set-motion', targets: filmed.map(({ id }) => id), motion: presetMotion(key) })} />
          <Select label={word.look} value={look.value} mixed={word.mixed} isDisabled={isDisabled} choices={(Object.keys(lookNames[language]) as LookName[]).map((key) => ({ key, label: lookNames[language][key] }))} onChange={(name) => void operate({ name: 'set-look', targets: filmed.map(({ id }) => id), look: name === 'none' ? null : { name, strength: strength.value ?? 1 } })} />
          {look.value !== undefined && look.value !== 'none' && <Slide label={word.strength} value={strength.value} isMixed={strength.isMixed} least={0} most={1} step={0.05} text={(value) => `${Math.round(value * 100)} %`} isDisabled={isDisabled} onChange={(next) => operate({ name: 'set-look', targets: filmed.map(({ id }) => id), look: { name: look.value!, strength: next } })} />}
        </Group>
      )}
      {segments.length > 0 && (
        <Group title={word.filmFades}>
          <Seconds label={word.fadeIn} value={segments[0]!.fadeIn ?? 0} isDisabled={isDisabled} onChange={(fadeIn) => operate({ name: 'set-fades', targets: 'all', fadeIn })} />
          <Seconds label={word.fadeOut} value={segments.at(-1)!.fadeOut ?? 0} isDisabled={isDisabled} onChange={(fadeOut) => operate({ name: 'set-fades', targets: 'all', fadeOut })} />
        </Group>
      )}
    </>
  )
}

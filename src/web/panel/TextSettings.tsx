// What can be set on texts: words, typeface, place, how they come and go, and when.

import type { FontName, TextMove, TextPlace, TextSegment, TextStyle } from '../../draft/index.ts'
import { useOpenFilm } from '../film/useFilm.tsx'
import { Choices } from '../parts/Choices.tsx'
import { Select } from '../parts/Select.tsx'
import { useWords } from '../words/useWords.tsx'
import { common } from './common.ts'
import { Colour, Group, Line, Seconds, Slide, Toggle } from './fields.tsx'
import { liveText } from './liveText.ts'
import type { SettingsProps } from './PictureSettings.tsx'
import style from './Panel.module.css'
import { words } from './words.ts'

const fonts: readonly FontName[] = ['sans', 'serif', 'display', 'bold', 'hand']
const areas: readonly TextPlace['area'][] = ['top-left', 'top', 'top-right', 'left', 'center', 'right', 'bottom-left', 'bottom', 'bottom-right', 'lower-third']
const moves: readonly TextMove[] = ['none', 'fade', 'rise', 'slide', 'pop', 'typewriter', 'words']

export function TextSettings({ segments, start, operate, isDisabled }: SettingsProps<TextSegment> & { readonly start: number }) {
  const word = useWords(words)
  const { playhead } = useOpenFilm()
  const targets = segments.map(({ id }) => id)
  const one = segments.length === 1 ? segments[0]! : undefined
  const of = <Key extends keyof TextStyle>(key: Key) => common(segments, (segment) => segment.style[key])
  const restyle = (part: Partial<TextStyle>) => operate({ name: 'style-text', targets, style: part })
  const area = common(segments, ({ place }) => place.area)
  const move = (key: 'enter' | 'exit') => common(segments, ({ animation }) => animation[key])
  const pace = common(segments, ({ animation }) => animation.duration)
  const percent = (value: number) => `${Math.round(value * 1000) / 10} %`
  const moveNames = { none: word.none, fade: word.fade, rise: word.rise, slide: word.slide, pop: word.pop, typewriter: word.typewriter, words: word.wordByWord }
  const plateNames = { none: word.none, auto: word.auto, box: word.box, scrim: word.scrim }
  // Whoever writes wants to see the text: the film goes to a moment at which it is fully there.
  const look = () => {
    if (one === undefined) return
    const [first, last] = [start, start + one.duration]
    const settled = Math.min((first + last) / 2, first + one.animation.duration + 200)
    if (playhead.time() < first || playhead.time() >= last) playhead.seek(settled)
  }
  return (
    <>
      {one !== undefined && (
        <Group title={word.text}>
          <Line label={word.words} value={one.text} rows={3} longest={10_000} isDisabled={isDisabled} onFocus={look} onTyping={(text) => liveText.set(text === undefined ? undefined : { id: one.id, text })} onChange={(text) => (text.trim() === '' ? Promise.resolve() : operate({ name: 'edit-text', target: one.id, text }))} />
        </Group>
      )}
      <Group title={word.place}>
        <div className={style['places']} role="group" aria-label={word.place}>
          {areas.map((key) => <button key={key} type="button" className={style['placeChoice']} data-area={key} aria-pressed={area.value === key} disabled={isDisabled} onClick={() => void operate({ name: 'place-text', targets, place: { area: key } })}><span>{word[key]}</span></button>)}
        </div>
      </Group>
      <Group title={word.font}>
        <Select label={word.font} value={of('font').value} mixed={word.mixed} isDisabled={isDisabled} choices={fonts.map((key) => ({ key, label: word[key] }))} onChange={(font) => void restyle({ font })} />
        <Slide label={word.size} value={of('size').value} isMixed={of('size').isMixed} least={0.02} most={0.3} step={0.005} text={percent} isDisabled={isDisabled} onChange={(size) => restyle({ size })} />
        <Choices label={word.weight} value={weightOf(of('weight').value)} isDisabled={isDisabled} onChange={(key) => void restyle({ weight: Number(key) })} choices={[{ key: '300', label: word.light }, { key: '500', label: word.regular }, { key: '700', label: word.strong }]} />
        <div className={style['row']}>
          <Toggle label={word.italic} value={of('italic').value === true} isMixed={of('italic').isMixed} isDisabled={isDisabled} onChange={(italic) => void restyle({ italic })} />
          <Toggle label={word.shadow} value={of('shadow').value === true} isMixed={of('shadow').isMixed} isDisabled={isDisabled} onChange={(shadow) => void restyle({ shadow })} />
        </div>
        <Colour label={word.color} value={of('color').value} isDisabled={isDisabled} onChange={(color) => restyle({ color })} />
        <Slide label={word.outline} value={of('outline').value ?? 0} isMixed={of('outline').isMixed} least={0} most={0.2} step={0.01} text={percent} isDisabled={isDisabled} onChange={(outline) => restyle({ outline })} />
        {(of('outline').value ?? 0) > 0 && <Colour label={word.outlineColor} value={of('outlineColor').value ?? '#000000'} isDisabled={isDisabled} onChange={(outlineColor) => restyle({ outlineColor })} />}
        <Select label={word.plate} value={of('ground').isMixed ? undefined : of('ground').value ?? 'auto'} mixed={word.mixed} isDisabled={isDisabled} choices={(['none', 'auto', 'box', 'scrim'] as const).map((key) => ({ key, label: plateNames[key] }))} onChange={(ground) => void restyle({ ground })} />
      </Group>
      <Group title={word.animation}>
        <Select label={word.enter} value={move('enter').value} mixed={word.mixed} isDisabled={isDisabled} choices={moves.map((key) => ({ key, label: moveNames[key] }))} onChange={(enter) => void operate({ name: 'animate-text', targets, animation: { enter } })} />
        <Select label={word.exit} value={move('exit').value} mixed={word.mixed} isDisabled={isDisabled} choices={moves.filter((key) => key !== 'typewriter' && key !== 'words').map((key) => ({ key, label: moveNames[key] }))} onChange={(exit) => void operate({ name: 'animate-text', targets, animation: { exit } })} />
        <Seconds label={word.pace} value={pace.value} isMixed={pace.isMixed} most={5000} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'animate-text', targets, animation: { duration } })} />
      </Group>
      {one !== undefined && (
        <Group title={word.time}>
          <Seconds label={word.start} value={start} isDisabled={isDisabled} onChange={(at) => operate({ name: 'time-text', target: one.id, start: one.start + at - start })} />
          <Seconds label={word.duration} value={one.duration} least={100} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'time-text', target: one.id, duration })} />
        </Group>
      )}
    </>
  )
}

function weightOf(weight: number | undefined): '300' | '500' | '700' | undefined {
  return weight === undefined ? undefined : weight < 400 ? '300' : weight < 600 ? '500' : '700'
}

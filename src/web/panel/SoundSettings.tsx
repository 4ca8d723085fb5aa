// What can be set on sounds: composed music, files, spoken words, effects.

import type { Composition, CompositionChange, Mood, SoundSegment } from '../../draft/index.ts'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { Select } from '../parts/Select.tsx'
import { useLanguage, useWords } from '../words/useWords.tsx'
import { Group, Line, Seconds, Slide, Toggle, Whole } from './fields.tsx'
import { moodNames } from './names.ts'
import { Levels, type SettingsProps } from './PictureSettings.tsx'
import style from './Panel.module.css'
import { words } from './words.ts'

export function SoundSettings({ segments, start, operate, isDisabled }: SettingsProps<SoundSegment> & { readonly start: number }) {
  const word = useWords(words)
  const one = segments.length === 1 ? segments[0]! : undefined
  const shared = { operate, isDisabled }
  return (
    <>
      {one?.content.kind === 'composed' && <Composed {...shared} sound={one} music={one.content} />}
      {one?.content.kind === 'speech' && (
        <Group title={word.voice}>
          <Line label={word.spoken} value={one.content.text} rows={4} longest={10_000} isDisabled={isDisabled} onChange={(text) => (text.trim() === '' ? Promise.resolve() : operate({ name: 'set-speech', target: one.id, speech: { text } }))} />
          <Slide label={word.rate} value={one.content.rate ?? 1} least={0.5} most={2} step={0.05} text={(value) => `${value.toFixed(2)} ×`} isDisabled={isDisabled} onChange={(rate) => operate({ name: 'set-speech', target: one.id, speech: { rate } })} />
        </Group>
      )}
      {one?.content.kind === 'asset' && one.role === 'music' && <Beats {...shared} asset={one.content.asset} />}
      <Levels {...shared} segments={segments} />
      {one?.role === 'music' && <Group title={word.duck}><Slide label={word.duck} value={one.duck ?? 15} least={0} most={30} step={1} text={(value) => `${value} ${word.lu}`} isDisabled={isDisabled} onChange={(duck) => operate({ name: 'set-ducking', target: one.id, duck })} /></Group>}
      {one !== undefined && (
        <Group title={word.time}>
          <Seconds label={word.start} value={start} isDisabled={isDisabled} onChange={(at) => operate({ name: 'time-sound', target: one.id, start: one.start + at - start })} />
          <Toggle label={word.toTheEnd} value={one.duration === undefined} isDisabled={isDisabled || one.duration === undefined} onChange={(on) => { if (on) void operate({ name: 'time-sound', target: one.id, duration: null }) }} />
          <Seconds label={word.duration} value={one.duration} least={100} isDisabled={isDisabled} onChange={(duration) => operate({ name: 'time-sound', target: one.id, duration })} />
          {one.content.kind === 'asset' && <Seconds label={word.from} value={one.from} isDisabled={isDisabled} onChange={(from) => operate({ name: 'time-sound', target: one.id, from })} />}
          {one.content.kind === 'asset' && <Toggle label={word.loop} value={one.loop} isDisabled={isDisabled} onChange={(loop) => void operate({ name: 'set-loop', target: one.id, loop })} />}
        </Group>
      )}
    </>
  )
}

const bands = ['piano', 'guitar', 'strings', 'synth'] as const

function Composed({ sound, music, operate, isDisabled }: Omit<SettingsProps<SoundSegment>, 'segments'> & { readonly sound: SoundSegment; readonly music: Composition }) {
  const word = useWords(words)
  const language = useLanguage()
  const change = (composition: CompositionChange) => operate({ name: 'set-composition', target: sound.id, composition })
  return (
    <Group title={word.music}>
      <Select label={word.mood} value={music.mood} isDisabled={isDisabled} choices={(Object.keys(moodNames[language]) as Mood[]).map((key) => ({ key, label: moodNames[language][key] }))} onChange={(mood) => void change({ mood })} />
      <div className={style['row']}>
        <Whole label={word.seed} value={music.seed} least={0} most={999_999_999} isDisabled={isDisabled} onChange={(seed) => change({ seed })} />
        <Button isDisabled={isDisabled} onPress={() => void change({ seed: music.seed + 1 })}><Sign name="refresh" />{word.another}</Button>
      </div>
      <Toggle label={word.ownTempo} value={music.tempo === undefined} isDisabled={isDisabled} onChange={(own) => void change({ tempo: own ? null : 100 })} />
      {music.tempo !== undefined && <Whole label={word.tempo} unit={word.bpm} value={music.tempo} least={40} most={220} isDisabled={isDisabled} onChange={(tempo) => change({ tempo })} />}
      <Slide label={word.energy} value={music.energy} resting={0.5} least={0} most={1} step={0.05} text={(value) => `${Math.round(value * 100)} %`} isDisabled={isDisabled} onChange={(energy) => change({ energy })} />
      <Select label={word.only} value={music.only ?? 'all'} isDisabled={isDisabled} choices={(['all', ...bands] as const).map((key) => ({ key, label: word[key] }))} onChange={(only) => void change({ only: only === 'all' ? null : only })} />
      <Toggle label={word.withoutDrums} value={music.withoutDrums === true} isDisabled={isDisabled} onChange={(withoutDrums) => void change({ withoutDrums })} />
    </Group>
  )
}

function Beats({ asset, operate, isDisabled }: Omit<SettingsProps<SoundSegment>, 'segments'> & { readonly asset: string }) {
  const word = useWords(words)
  const correct = (change: 'double' | 'halve' | 'shift-half') => void operate({ name: 'adjust-beats', asset, change })
  return (
    <Group title={word.beats}>
      <div className={style['row']}>
        <Button isDisabled={isDisabled} onPress={() => correct('double')}>{word.double}</Button><Button isDisabled={isDisabled} onPress={() => correct('halve')}>{word.halve}</Button><Button isDisabled={isDisabled} onPress={() => correct('shift-half')}>{word.shift}</Button>
      </div>
    </Group>
  )
}

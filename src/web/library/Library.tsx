// What the film can be made of: files that were sent, music of the house's composer, voices.

import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { SidePart } from '../parts/SidePart.tsx'
import { useWords } from '../words/useWords.tsx'
import { Files } from './Files.tsx'
import style from './Library.module.css'
import { Music } from './Music.tsx'
import { Voice } from './Voice.tsx'
import { words } from './words.ts'

export function Library({ onClose }: { readonly onClose: () => void }) {
  const word = useWords(words)
  return (
    <SidePart title={word.library} onClose={onClose}>
      <Tabs>
        <TabList className={style['tabs'] ?? ''} aria-label={word.tabs}>
          <Tab id="files" className={style['tab'] ?? ''}>{word.files}</Tab><Tab id="music" className={style['tab'] ?? ''}>{word.music}</Tab><Tab id="voice" className={style['tab'] ?? ''}>{word.voice}</Tab>
        </TabList>
        <TabPanel id="files" className={style['panel'] ?? ''}><Files /></TabPanel>
        <TabPanel id="music" className={style['panel'] ?? ''}><Music /></TabPanel>
        <TabPanel id="voice" className={style['panel'] ?? ''}><Voice /></TabPanel>
      </Tabs>
    </SidePart>
  )
}

// The account in a dialog: who one is, credits and where they went, keys for programs, language and colours.

import { useSyncExternalStore } from 'react'
import { Dialog, Heading, Modal, ModalOverlay, Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { accounts } from '../app/house.ts'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './AccountDialog.module.css'
import { Credits } from './Credits.tsx'
import { Look } from './Look.tsx'
import { Tokens } from './Tokens.tsx'
import { words } from './words.ts'
import { You } from './You.tsx'

export default function AccountDialog({ onClose }: { readonly onClose: () => void }) {
  const word = useWords(words)
  const account = useSyncExternalStore(accounts.onChange, accounts.current)
  return (
    <ModalOverlay className={style['overlay']} isOpen isDismissable onOpenChange={(open) => { if (!open) onClose() }}>
      <Modal className={style['modal']}>
        <Dialog className={style['dialog']}>
          <div className={style['head']}><Heading slot="title">{word.account}</Heading><Button look="quiet" square aria-label={word.close} onPress={onClose}><Sign name="close" /></Button></div>
          <Tabs>
            <TabList className={style['tabs']} aria-label={word.account}>
              <Tab id="you" className={style['tab']}>{word.you}</Tab>
              {account !== undefined && <Tab id="credits" className={style['tab']}>{word.credits}</Tab>}
              {account !== undefined && <Tab id="tokens" className={style['tab']}>{word.tokens}</Tab>}
              <Tab id="look" className={style['tab']}>{word.look}</Tab>
            </TabList>
            <TabPanel id="you" className={style['panel']}><You account={account} /></TabPanel>
            {account !== undefined && <TabPanel id="credits" className={style['panel']}><Credits /></TabPanel>}
            {account !== undefined && <TabPanel id="tokens" className={style['panel']}><Tokens /></TabPanel>}
            <TabPanel id="look" className={style['panel']}><Look /></TabPanel>
          </Tabs>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

// The keys of the workspace, in a dialog.

import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './Help.module.css'
import { words } from './words.ts'

export default function Help({ onClose }: { readonly onClose: () => void }) {
  const word = useWords(words)
  return (
    <ModalOverlay className={style['veil']!} isOpen isDismissable onOpenChange={(open) => { if (!open) onClose() }}>
      <Modal className={style['modal']!}>
        <Dialog className={style['dialog']!}>
          <div className={style['head']}><Heading slot="title">{word.helpTitle}</Heading><Button look="quiet" square aria-label={word.close} onPress={onClose}><Sign name="close" /></Button></div>
          <div className={style['lists']}>
            <Keys title={word.keysFilm} keys={word.keysPlayer} />
            <Keys title={word.keysSegments} keys={word.keysTimeline} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Keys({ title, keys }: { readonly title: string; readonly keys: readonly (readonly string[])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>{keys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
    </section>
  )
}

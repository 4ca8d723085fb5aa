// The way to the account, from wherever one is. What lies behind is loaded when it is opened.

import { lazy, Suspense, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import { words } from './words.ts'

const AccountDialog = lazy(() => import('./AccountDialog.tsx'))

export function AccountButton() {
  const word = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" square aria-label={word.account} onPress={() => setOpen(true)}><Sign name="person" /></Button>
      {open && <Suspense><AccountDialog onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}

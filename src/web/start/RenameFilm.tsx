// A new name for a film.

import { useState } from 'react'
import { client } from '../app/house.ts'
import { wordsOf } from '../film/film-store.ts'
import type { Session } from '../film/film.ts'
import { Ask } from '../parts/Confirm.tsx'
import { useWords } from '../words/useWords.tsx'
import { words } from './words.ts'

export function RenameFilm({ name, session, onRenamed, onClose }: { readonly name: string; readonly session: string; readonly onRenamed: (next: Session) => void; readonly onClose: () => void }) {
  const word = useWords(words)
  const [problem, setProblem] = useState('')
  const save = async (next: string) => {
    try {
      onRenamed(await client.ask('renameSession', { params: { session }, body: { name: next } }))
      onClose()
    } catch (thrown) {
      setProblem(wordsOf(thrown))
    }
  }
  return <Ask title={word.rename} label={word.newName} value={name} action={word.save} cancel={word.cancel} problem={problem} onAction={(next) => void save(next)} onClose={onClose} />
}

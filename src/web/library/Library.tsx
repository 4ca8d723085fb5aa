// What the film can be made of: files that were sent, music of the house's composer, voices.

import { SidePart } from '../parts/SidePart.tsx'
import { useWords } from '../words/useWords.tsx'
import { Files } from './Files.tsx'
import { words } from './words.ts'

export function Library({ onClose }: { readonly onClose: () => void }) {
  const word = useWords(words)
  return (
    <SidePart title={word.library} onClose={onClose}>
      <Files />
    </SidePart>
  )
}

// A button that opens the system's choice of files: on a phone its camera roll.

import type { ReactNode } from 'react'
import { FileTrigger } from 'react-aria-components'
import { Button, type Look } from '../parts/Button.tsx'
import { isClutter } from './kinds.ts'

export function PickFiles({ onFiles, folder = false, children, label, ...look }: Omit<Look, 'children'> & { readonly onFiles: (files: readonly File[]) => void; readonly folder?: boolean; readonly children: ReactNode; readonly label?: string }) {
  return (
    <FileTrigger allowsMultiple acceptDirectory={folder} {...(!folder && { acceptedFileTypes: accepted })} onSelect={(list) => { if (list !== null && list.length > 0) onFiles([...list].filter(({ name }) => !isClutter(name))) }}>
      <Button {...look} {...(label !== undefined && { 'aria-label': label })}>{children}</Button>
    </FileTrigger>
  )
}

const accepted = ['image/*', 'video/*', 'audio/*', '.heic', '.heif', '.mkv', '.mts', '.srt', '.vtt', '.txt', '.md']

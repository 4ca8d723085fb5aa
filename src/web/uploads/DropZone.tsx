// Takes files that are dropped anywhere on the page or pasted, and shows that it would while they are held over it.

import { useEffect, useRef, useState } from 'react'
import { Sign } from '../parts/Sign.tsx'
import { useWords } from '../words/useWords.tsx'
import style from './DropZone.module.css'
import { filesIn, hasFiles } from './given-files.ts'
import { words } from './words.ts'

export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const word = useWords(words)
  const [over, setOver] = useState(false)
  const given = useRef(onFiles)
  given.current = onFiles
  useEffect(() => {
    const ended = new AbortController()
    const on = <Name extends keyof WindowEventMap>(name: Name, heard: (event: WindowEventMap[Name]) => void) => window.addEventListener(name, heard, { signal: ended.signal })
    // Entering a child leaves its parent: only the balance tells whether files are still held over the page.
    let depth = 0
    on('dragenter', (event) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      depth += 1
      setOver(true)
    })
    on('dragover', (event) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer!.dropEffect = 'copy'
    })
    on('dragleave', () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    })
    on('drop', (event) => {
      depth = 0
      setOver(false)
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      void filesIn(event.dataTransfer!).then((files) => files.length > 0 && given.current(files))
    })
    on('paste', (event) => {
      const files = [...event.clipboardData?.files ?? []]
      if (files.length === 0) return
      event.preventDefault()
      given.current(files.map(named))
    })
    return () => ended.abort()
  }, [])
  if (!over) return null
  return <div className={style['over']} aria-hidden="true"><div className={style['inner']}><Sign name="plus" size={40} /><strong>{word.drop}</strong><span>{word.dropAbout}</span></div></div>
}

// Pictures out of the clipboard are all called image.png.
function named(file: File, index: number): File {
  if (!/^image\.\w+$/.test(file.name)) return file
  const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '-')
  return new File([file], `pasted ${time}${index === 0 ? '' : ` ${index + 1}`}.${file.name.split('.').at(-1)!}`, { type: file.type, lastModified: file.lastModified })
}

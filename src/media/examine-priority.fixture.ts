// The examining child, asked how far it stands back: it answers the first file with that.

import { getPriority } from 'node:os'

process.on('message', ({ file }: { file: { path: string } }) => {
  process.send?.({ ok: false, faults: [{ code: 'answered', message: String(getPriority()), path: file.path }] })
})
await import('./examine-child.ts')

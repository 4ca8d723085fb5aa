// The examining child, asked how far it stands back: it answers the first file with that, before it looks at the file.

import { getPriority } from 'node:os'

// The child first: whoever listens for messages gets them at once, and it should stand back by then.
await import('./examine-child.ts')
process.on('message', ({ number, job: { file } }: { number: number; job: { file: { path: string } } }) => {
  process.send?.({ number, outcome: { ok: false, faults: [{ code: 'answered', message: String(getPriority()), path: file.path }] } })
})

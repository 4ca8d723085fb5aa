// Writes docs/draft.schema.json from the compiled schemas: `npm run build && node scripts/draft-schema.mjs`.
// A test compares the file with what this would write.
import { mkdirSync, writeFileSync } from 'node:fs'
import { draftJsonSchema } from '../dist/src/draft/index.js'

mkdirSync(new URL('../docs/', import.meta.url), { recursive: true })
writeFileSync(new URL('../docs/draft.schema.json', import.meta.url), `${JSON.stringify(draftJsonSchema(), null, 1)}\n`)

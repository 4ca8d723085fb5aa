// The writing thread on a disk that is full for one file: the one called `full`.

import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'

const { openSync } = fs
fs.openSync = (path, ...how) => (basename(String(path)) === 'full' ? openSync('/dev/full', 'w') : openSync(path, ...how))
syncBuiltinESMExports()
await import('./writing-worker.ts')

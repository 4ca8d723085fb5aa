// A thread whose loading takes a while; it notes in shared memory that it was let finish.

import { workerData } from 'node:worker_threads'
import { sayLoaded } from './loaded.ts'

const memory = new Int32Array((workerData as { readonly control: SharedArrayBuffer }).control)
Atomics.wait(memory, 1, 0, 300)
Atomics.store(memory, 0, 1)
sayLoaded()
setInterval(() => undefined, 1000)

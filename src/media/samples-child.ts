// The child process that paints the sample pictures into the folder of its argument, so that no server stands still
// meanwhile (samples.ts).

import { paintDemoPictures } from './demo-pictures.ts'

// The parent is gone: nobody waits.
process.on('disconnect', () => process.exit(1))

await paintDemoPictures(process.argv[2]!)
process.exit(0)

// Sample pictures as uploads: through the same door as any file, so that they are counted, judged and found again alike.

import { StudioError, type Caller, type UploadDesk } from '../service.ts'
import { need } from './callers.ts'
import type { StudioWorld } from './world.ts'

export async function addSamples(world: StudioWorld, receive: UploadDesk['receive'], caller: Caller, session: string): Promise<void> {
  need(caller, 'upload')
  const pictures = await world.media.samples().catch((error: unknown) => {
    throw new StudioError('unavailable', 'The sample pictures cannot be painted at the moment.', {}, { cause: error })
  })
  for (const { name, bytes } of pictures) await receive(caller, session, { name, bytes: bytes() })
}

// Looks at the pictures under texts, to decide how strong the ground under each must be. In drawing threads only.

import { decideGrounds, textCues } from '../compositor/index.ts'
import { layOut, type Draft, type SegmentId } from '../draft/contract.ts'
import { createTextMeasure } from '../media/drawing.ts'
import type { Easel } from './easel.ts'
import { createPainter } from './painter.ts'
import { pictureScene } from './scene.ts'

/** Only the texts asked for are decided. `onFrame` is called after each picture that was drawn for it; may throw to stop. */
export async function lookUnderTexts(easel: Easel, draft: Draft, segments: readonly SegmentId[], onFrame: () => void = () => undefined): Promise<[SegmentId, number][]> {
  const wanted = new Set(segments)
  const cues = textCues(draft, layOut(draft)).filter((cue) => wanted.has(cue.segment.id))
  const painter = createPainter(easel, pictureScene(draft))
  try {
    return [...await decideGrounds(cues, createTextMeasure().measure, async (frame) => {
      const { planes } = await painter.paint(frame)
      onFrame()
      return planes
    })]
  } finally {
    painter.close()
  }
}

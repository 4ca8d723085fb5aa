// What the rest of the compositor and its front door take from the text folder.
export { layOutText, alignOf, type Align, type LaidLine, type LaidPiece, type TextLayout } from './layout.ts'
export type { Extent, FontFace, Measure } from './measure.ts'
export { insetsFor, safeArea, type Insets } from './safe-area.ts'
export { isRightToLeft, wordsOf } from './words.ts'
export { READABLE_CONTRAST, contrast, decideGround, groundColorOf, relativeLuminance, type LumaStats } from './contrast.ts'
export { eased, planTexts, textCommandsAt, textCues, textPlateRequest, type TextCue, type TextOptions } from './cues.ts'
export { textBlits, type TextBlit } from './blits.ts'
export { countLuma, decideGrounds, groundSamples, lumaStats, type GroundSample } from './ground-samples.ts'

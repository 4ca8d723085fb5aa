// The front door of sound: samples in, samples out. Music, beats, speech timing and the mix, all pure.
export { silence, soundRate, sourceOf, type SoundSource, type StereoBlock } from './pcm.ts'
export { designResampleFilter, inputRange, resample, resampledLength, type ResampleFilter } from './resample.ts'
export { createLoudnessMeter, measureLoudness, type Loudness, type LoudnessMeter } from './loudness.ts'
export { createTruePeakMeter, measureTruePeak, type TruePeakMeter } from './true-peak.ts'
export { createMaster, createMixMeter, peakCeiling, solveMaster, targetLoudness, type Master, type MixMeasure } from './master.ts'
export { createLimiter, type Limiter } from './limiter.ts'
export { createMixer, mixBlock, type Mixer, type OpenContent } from './mixer.ts'
export {
  estimatedSpeech, filmSamples, mixPlan, musicLoudness, usualDuck, voiceLoudness, type MixContent, type MixEntry, type MixPlan, type SpokenFacts,
} from './mix-plan.ts'
export type { Interval } from './duck.ts'
export { compose } from './compose/compose.ts'
export type { ComposeRequest, Instrument, Note, PlacedChord, Role, Score, Section, Track } from './compose/score.ts'
export { createFontPlayer, type FontPlayer } from './synth/font.ts'
export { renderSong, synthesisVersion } from './synth/song.ts'
export { composeMovements, compositionGrid, type MusicalCues } from './composition.ts'
export { createBeatListener, type BeatListener } from './beats.ts'

// The front door of sound: samples in, samples out. Music, beats, speech timing and the mix, all pure.
export { silence, soundRate, sourceOf, type SoundSource, type StereoBlock } from './pcm.ts'
export { designResampleFilter, inputRange, resample, resampledLength, type ResampleFilter } from './resample.ts'
export { createLoudnessMeter, measureLoudness, type Loudness, type LoudnessMeter } from './loudness.ts'
export { createTruePeakMeter, measureTruePeak, type TruePeakMeter } from './true-peak.ts'

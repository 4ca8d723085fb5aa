// The front door of media: what files are and what is on them. Loads no native code by itself. The work of threads has
// lighter doors of its own: drawing.ts and hearing.ts.
export { createMedia, type MediaOptions } from './examine.ts'
export { demoPictureNames, paintDemoPictures } from './demo-pictures.ts'
export { examineReading } from './doctor.ts'
export { installedSoundFont } from './sound-song.ts'
export { writeWavFile } from './sound-pcm-file.ts'
export { openSpeech, prepareSpeech, voiceHealth, type Spoken, type VoiceOptions } from './voice.ts'
export type { SpeechServer } from './voice-http.ts'
export { createMusic, type MusicOptions } from './music-port.ts'
export { createVoice } from './voice-port.ts'
export { createHttpModel, type ModelServer } from './model-http.ts'
export { modelSettings } from './model-settings.ts'

// The door for threads that mix: sound of files, songs and voices as samples. Brings no pictures along (see drawing.ts).
export { examineSound, type SoundExamination } from './sound-examine.ts'
export { openSound, type OpenSound } from './sound-open.ts'
export { createSoundOpener, type SoundOpenerOptions } from './sound-content.ts'
export { openComposition, type SongOptions } from './sound-song.ts'

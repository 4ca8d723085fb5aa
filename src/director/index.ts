// The front door of the director: taste as pure decisions, each with its because.
export type { Aspect, Brief, CaptionWish, Direction, FilmKind, MotionWish, MusicWish, Pace, World } from './brief.ts'
export { aspectOfCanvas, aspectOfPlatform, sizeOfAspect } from './canvas.ts'
export { directFilm } from './direct.ts'
export { framing, type Framing, type MotionHint } from './framing.ts'
export { chaptersOf, duplicatesOf, type Chapter, type ComparedPhoto, type DuplicateGroup } from './photos.ts'

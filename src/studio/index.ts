// The front door of the studio: the application itself. What it needs from the world stands in ports.ts.
export type * from './ports.ts'
export {
  NothingUsable, createWorkshop, type FileUse, type FilmRequest, type MadeFilm, type MakeRequest, type PlannedFilm, type Wishes, type Workshop,
} from './workshop.ts'
export { takeTurn, type OutputWish, type TurnInput, type TurnResult } from './turn.ts'
export { turnByWords, type ModelUse, type TurnHelpers } from './turn-with-model.ts'
export { emptyHistory, remember, type History, type Version } from './turn-history.ts'
export { subtitleFile } from './subtitle-file.ts'
export { StudioError, type StudioCode } from './service.ts'
export { appScopes, isAppScope } from './house/app-scopes.ts'
export { isAppToken } from './house/apps.ts'
export type * from './service.ts'
export { defaultSettings } from './house/default-settings.ts'
export type { StudioWorld } from './house/world.ts'
export { openStudio } from './house/open.ts'

// The front door of render: a draft becomes a file.
export { renderFilm } from './render.ts'
export { examineWriting } from './doctor.ts'

// The front door of the studio: the application itself. What it needs from the world stands in ports.ts.
export type * from './ports.ts'

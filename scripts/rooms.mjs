// The one table of the house: who may import whom, and which packages belong to which room. The lint reads it,
// docs/architecture.md prints it, and a test compares the two. A row grows only together with a page in docs/decisions/.

/** Room by room, in the order a film lives: what it is for, which rooms it may import, and what it never touches. */
export const table = [
  { room: 'base', may: [], never: 'files, sockets, clock, dice', holds: 'the few plain things all rooms share: faults, time arithmetic, seeded dice' },
  { room: 'draft', may: ['base'], never: 'as base', holds: 'the film on paper: document, wire codec, validation, operations with inverses, summary' },
  { room: 'understanding', may: ['base', 'draft'], never: 'as base', holds: 'what the person said, as a plan: what was said apart from what was assumed' },
  { room: 'director', may: ['base', 'draft'], never: 'as base', holds: 'taste as pure decisions: order, lengths, cuts, motion; each with its because' },
  { room: 'compositor', may: ['base', 'draft'], never: 'as base', holds: 'one frame from a draft and prepared pictures: layers, text, transitions, kernels' },
  { room: 'sound', may: ['base', 'draft'], never: 'as base', holds: 'samples in, samples out: music, beats, speech timing, mix' },
  { room: 'media', may: ['base', 'draft', 'compositor', 'sound', 'studio/ports'], never: 'database; HTTP only outwards, to voices and models', holds: 'source files: probe, decode, photo analysis, fonts, voices, models; the native door for reading' },
  { room: 'render', may: ['base', 'draft', 'compositor', 'sound', 'media', 'studio/ports'], never: 'database, HTTP', holds: 'a draft to a file: chunks, encoding, joining, self-check; the native door for writing' },
  { room: 'studio', may: ['base', 'draft', 'understanding', 'director'], never: 'files, natives, database, HTTP', holds: 'the application: turns, versions, jobs; ports.ts lists what it needs from the world' },
  { room: 'store', may: ['base', 'draft', 'studio/ports'], never: 'natives, HTTP (but S3: decision 0041)', holds: 'database and objects: one adapter per kind of storage' },
  { room: 'api', may: ['base', 'draft', 'studio'], never: 'natives, database', holds: 'ways in: REST, events, MCP; errors become answers here and only here' },
  { room: 'cli', may: ['base', 'draft', 'studio', 'api/contract'], never: 'natives, database', holds: 'the command line: arguments in, text and exit codes out' },
  { room: 'web', may: ['base', 'draft', 'compositor', 'api/contract'], never: 'anything from `node:`', holds: 'the page, a client of the contract' },
]

/** The same as `{ room: [rooms it may import] }`. */
export const rooms = Object.fromEntries(table.map(({ room, may }) => [room, may]))

/** Rooms that open no file and no socket, and use only the packages of the short list. */
export const pure = ['base', 'draft', 'understanding', 'director', 'compositor', 'sound']

/** The only files of a room that others may import: the front door, promises, and light doors for threads (docs/decisions/0034). */
export const doors = ['index', 'ports', 'contract', 'drawing', 'hearing', 'libav', 'early']

/** Packages that pure rooms may use: pure JavaScript, no world. */
export const purePackages = ['zod', 'linebreak', 'spessasynth_core']

/** Packages with native code or a large WASM heap, and where they may be touched. */
export const nativePackages = ['node-av', 'sharp', '@napi-rs/canvas', 'libheif-js']
export const nativeRooms = ['media', 'render']

/** Files outside the rooms: the wiring (docs/decisions/0002). */
export const wiring = { face: 'src/index.ts', bin: 'src/main.ts', server: 'src/server.ts' }

/** The table as Markdown, as it stands in docs/architecture.md between its markers. */
export function tableAsMarkdown() {
  const rows = table.map(({ room, may, never, holds }) => `| ${room} | ${holds} | ${may.join(', ') || 'nothing'} | ${never} |`)
  return ['| room | holds | may import | never touches |', '|---|---|---|---|', ...rows].join('\n')
}

// How many bytes of prepared pictures a drawing thread keeps. More would hold photos that are over: memory that grows with
// the length of a film, and faster the smaller its canvas.

/** Bytes that all drawing threads of a render hold together at most. */
const mostBytes = 192 * 1024 * 1024
/** Pictures of one thread: those on screen, those of a few texts, and what the next chunk goes on with. */
const mostPlates = 6
/** Planes have one and a half bytes a pixel, and a camera that moves wants about a quarter more pixels each way than the canvas has. */
const bytesPerPixel = 1.5 * 1.25 ** 2

/** Most bytes of plates in the memory of one of so many threads that draw a canvas of this size. */
export function plateMemoryFor(width: number, height: number, threads: number): number {
  return Math.min(mostBytes / threads, mostPlates * bytesPerPixel * width * height)
}

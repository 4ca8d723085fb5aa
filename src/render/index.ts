// The front door of render: a draft becomes a file. What the benchmarks need of the inside is loaded when asked for,
// because it brings native code along.
export { createRenderer, type RendererOptions } from './renderer.ts'
export { createPieces, type PiecesOptions } from './pieces-port.ts'
export { renderFilm } from './render.ts'
export { examineWriting } from './doctor.ts'
export { chunkLength, videoSettings, type VideoSettings } from './settings.ts'

/** The parts of drawing and encoding, for benchmarks and tests that measure them one by one, and for the listening page. */
export async function renderParts() {
  const [compare, encoder, easel, painter, scene, softChunk, sound, soundEncoder, spool] = await Promise.all([
    import('./compare.ts'), import('./encoder.ts'), import('./easel.ts'), import('./painter.ts'), import('./scene.ts'), import('./soft-chunk.ts'), import('./sound-making.ts'), import('./sound-encoder.ts'), import('./spool.ts'),
  ])
  return { ...compare, ...encoder, ...easel, ...painter, ...scene, ...softChunk, ...sound, ...soundEncoder, ...spool }
}

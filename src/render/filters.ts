// Small libav filter graphs: made by name, linked by hand, fed frame by frame. Threads only.

import { KinoraError } from '../base/index.ts'
import { libav, must } from './av.ts'

export type Filter = InstanceType<typeof libav.FilterContext>
export type Frame = InstanceType<typeof libav.Frame>

export interface Graph {
  /** Adds a filter. Throws `codec-missing` when this build has none of that name. */
  add(name: string, options?: string): Filter
  /** Output pad of one filter to the input pad of the next. */
  link(from: Filter, to: Filter, toPad?: number, fromPad?: number): void
  /** Ends building. */
  start(): void
  close(): void
}

export function createGraph(): Graph {
  const graph = new libav.FilterGraph()
  graph.alloc()
  let count = 0
  return {
    add(name, options = '') {
      const filter = libav.Filter.getByName(name)
      const made = filter === null ? null : graph.createFilter(filter, `${name}${count++}`, options)
      if (made === null) throw new KinoraError({ code: 'codec-missing', message: `This build of libav has no filter ${name}, or does not take ${options}.` })
      return made
    },
    link: (from, to, toPad = 0, fromPad = 0) => void must(from.link(fromPad, to, toPad), 'link filters'),
    start: () => void must(graph.configSync(), 'set up a filter graph'),
    close: () => graph.free(),
  }
}

/** Options of a source of our own frames. */
export function sourceOptions(width: number, height: number, format = 'yuv420p', timeBase = '1/100'): string {
  return `video_size=${width}x${height}:pix_fmt=${format}:time_base=${timeBase}${format === 'yuv420p' ? ':colorspace=bt709:range=tv' : ''}`
}

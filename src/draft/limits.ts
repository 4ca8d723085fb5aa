// How much a draft may hold. Every number guards a machine against a stranger's document; each has its reason beside it.

export const limits = {
  /** A day of film, ms: far more than anybody renders, small enough that sums stay exact. */
  time: 86_400_000,
  /** Segments of one track; a 30-minute film with a caption every second fits. */
  segments: 2000,
  /** Tracks of one kind; a film with more is a mistake or an attack. */
  tracks: 32,
  assets: 2000,
  /** Characters of one text: a spoken script of ten minutes is about 9,000. */
  text: 10_000,
  /** Characters of a name or a title. */
  name: 300,
  /** Words with times in one text segment; more than `text` can hold would never be read. */
  words: 5000,
  /** Characters of foreign keys (`extra`) in one place, as JSON. */
  extra: 20_000,
  /** Shortest and longest side of the canvas, pixels: 4K UHD is 3840. */
  side: { least: 16, most: 3840 },
  /** Operations in one edit. */
  operations: 5000,
  /** Beats or cut points in the facts of one asset: four hours at 200 beats a minute. */
  marks: 50_000,
} as const

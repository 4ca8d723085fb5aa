// The smallest values that the document and the facts about material both speak of. They stand apart so that neither
// file needs the other for them.

/** `#rrggbb`, lower case. */
export type Color = string

export interface Point {
  readonly x: number
  readonly y: number
}

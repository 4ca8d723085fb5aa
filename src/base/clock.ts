// The clock as something handed in. Pure rooms and the studio never read the time of day themselves.

/** Where the time comes from. Tests hand in one that they turn by hand. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

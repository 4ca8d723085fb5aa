// The ground of a picture that is shown whole over a blurred copy of itself: one taste for photos and clips.

/**
 * Blurred at a small size and enlarged, which looks the same as a blur at full size for a hundredth of the time. The spread
 * is a twentieth of the longer side (100 pixels of 1920): with less, faces and edges stay shapes that draw the eye to the
 * bars. Darkened to under two thirds, so that the picture itself is the brightest thing.
 */
export const blurredGround = {
  /** Longer side of the small copy, pixels. */
  side: 160,
  /** Standard deviation of the blur, pixels of the small copy. */
  sigma: 8.5,
  /** What is left of the light, 0..1. */
  brightness: 0.6,
} as const

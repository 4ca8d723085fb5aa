// How fast one key may come: a bucket that fills evenly, kept in this process. Several server processes each keep their
// own, which is good enough against floods; limits that must be exact (anonymous tokens, turns) are the studio's.

export interface Pace {
  /** Takes one from the bucket of `key`; gives the seconds to wait when it is empty. */
  take(key: string): number | undefined
}

/** `perMinute` 0: no limit. The bucket holds a quarter of a minute's worth at least, so that a page can load. */
export function createPace(perMinute: number, now: () => number): Pace {
  const size = Math.max(10, Math.ceil(perMinute / 4))
  const buckets = new Map<string, { level: number; at: number }>()
  return {
    take(key) {
      if (perMinute === 0) return undefined
      const time = now()
      const bucket = buckets.get(key) ?? { level: size, at: time }
      bucket.level = Math.min(size, bucket.level + ((time - bucket.at) * perMinute) / 60_000)
      bucket.at = time
      buckets.set(key, bucket)
      if (buckets.size > mostKeys) forgetFull(buckets, time, perMinute, size)
      if (bucket.level < 1) return Math.ceil(((1 - bucket.level) * 60) / perMinute)
      bucket.level -= 1
      return undefined
    },
  }
}

/** Keys remembered at once; some 10 MB. */
const mostKeys = 100_000

// Whoever would have a full bucket by now needs no memory; when all are busy the oldest half goes.
function forgetFull(buckets: Map<string, { level: number; at: number }>, time: number, perMinute: number, size: number): void {
  for (const [key, { level, at }] of buckets) if (level + ((time - at) * perMinute) / 60_000 >= size) buckets.delete(key)
  if (buckets.size <= mostKeys) return
  let left = mostKeys / 2
  for (const key of buckets.keys()) {
    if (left-- <= 0) break
    buckets.delete(key)
  }
}

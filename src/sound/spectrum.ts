// The power spectrum of short frames of mono sound: what the ear of the beat tracker and the pictures of songs are made of.

export interface SpectrumAnalyser {
  /** Power of bins 0..size/2 of `samples[from..from + size)`, Hann-windowed. The array is used again by the next call. */
  power(samples: Float32Array, from: number): Float64Array
}

/** An analyser for frames of `size` samples, a power of two. */
export function createSpectrumAnalyser(size: number): SpectrumAnalyser {
  const window = Float64Array.from({ length: size }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size))
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  const result = new Float64Array(size / 2 + 1)
  const transform = createTransform(size)
  return {
    power(samples, from) {
      for (let index = 0; index < size; index++) real[index] = samples[from + index]! * window[index]!
      imaginary.fill(0)
      transform(real, imaginary)
      for (let bin = 0; bin < result.length; bin++) result[bin] = real[bin]! ** 2 + imaginary[bin]! ** 2
      return result
    },
  }
}

// Radix-2, in place, with its tables made once.
function createTransform(size: number): (real: Float64Array, imaginary: Float64Array) => void {
  const cosines = Float64Array.from({ length: size / 2 }, (_, index) => Math.cos((2 * Math.PI * index) / size))
  const sines = Float64Array.from({ length: size / 2 }, (_, index) => -Math.sin((2 * Math.PI * index) / size))
  const bits = Math.log2(size)
  const mirrored = Int32Array.from({ length: size }, (_, index) => {
    let mirror = 0
    for (let bit = 0; bit < bits; bit++) mirror |= ((index >> bit) & 1) << (bits - 1 - bit)
    return mirror
  })
  return (real, imaginary) => {
    for (let index = 0; index < size; index++) {
      const mirror = mirrored[index]!
      if (mirror <= index) continue
      const r = real[index]!
      const i = imaginary[index]!
      real[index] = real[mirror]!
      imaginary[index] = imaginary[mirror]!
      real[mirror] = r
      imaginary[mirror] = i
    }
    for (let length = 2; length <= size; length <<= 1) {
      const half = length >> 1
      const step = size / length
      for (let start = 0; start < size; start += length) {
        for (let offset = 0; offset < half; offset++) {
          const cosine = cosines[offset * step]!
          const sine = sines[offset * step]!
          const low = start + offset
          const high = low + half
          const r = real[high]! * cosine - imaginary[high]! * sine
          const i = real[high]! * sine + imaginary[high]! * cosine
          real[high] = real[low]! - r
          imaginary[high] = imaginary[low]! - i
          real[low]! += r
          imaginary[low]! += i
        }
      }
    }
  }
}

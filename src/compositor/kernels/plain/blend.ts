// The plain twins of ../assembly/blend.ts. One rounding for all mixes, so that shares 0 and 256 are exact.

import type { KernelOperations } from '../operations.ts'

export type BlendOperations = Pick<KernelOperations,
  'crossfade' | 'fadeTo' | 'blendMask' | 'blendOrder' | 'blendAlpha' | 'halve' | 'addGlow' | 'copyRows' | 'fillRows' | 'blendDisc'>

/** See KernelOperations. */
export function createPlainBlend(bytesOf: () => Uint8Array): BlendOperations {
  return {
    crossfade(target, left, right, length, weight) {
      const bytes = bytesOf()
      for (let at = 0; at < length; at++) bytes[target + at] = mix(bytes[left + at]!, bytes[right + at]!, weight)
    },
    fadeTo(target, source, length, value, weight) {
      const bytes = bytesOf()
      for (let at = 0; at < length; at++) bytes[target + at] = mix(bytes[source + at]!, value, weight)
    },
    blendMask(target, left, right, mask, length) {
      const bytes = bytesOf()
      for (let at = 0; at < length; at++) bytes[target + at] = mix(bytes[left + at]!, bytes[right + at]!, spread(bytes[mask + at]!))
    },
    blendOrder(target, left, right, order, length, front, gain) {
      const bytes = bytesOf()
      for (let at = 0; at < length; at++) {
        const passed = bytes[order + at * 2]! | (bytes[order + at * 2 + 1]! << 8)
        const share = Math.max(0, Math.min(256, ((front - passed) * gain) >> 8))
        bytes[target + at] = mix(bytes[left + at]!, bytes[right + at]!, share)
      }
    },
    blendAlpha(target, targetStride, source, sourceStride, alpha, alphaStride, width, height, opacity) {
      const bytes = bytesOf()
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const at = target + row * targetStride + column
          const share = spread((bytes[alpha + row * alphaStride + column]! * opacity + 128) >> 8)
          bytes[at] = mix(bytes[at]!, bytes[source + row * sourceStride + column]!, share)
        }
      }
    },
    halve(target, source, width, height) {
      const bytes = bytesOf()
      for (let row = 0; row < height; row += 2) {
        for (let column = 0; column < width; column += 2) {
          const at = source + row * width + column
          const sum = bytes[at]! + bytes[at + 1]! + bytes[at + width]! + bytes[at + width + 1]!
          bytes[target + (row / 2) * (width / 2) + column / 2] = (sum + 2) >> 2
        }
      }
    },
    addGlow(target, glow, length, gain) {
      const bytes = bytesOf()
      for (let at = 0; at < length; at++) bytes[target + at] = Math.min(235, bytes[target + at]! + ((bytes[glow + at]! * gain + 128) >> 8))
    },
    copyRows(target, targetStride, source, sourceStride, width, height) {
      const bytes = bytesOf()
      for (let row = 0; row < height; row++) bytes.copyWithin(target + row * targetStride, source + row * sourceStride, source + row * sourceStride + width)
    },
    fillRows(target, stride, width, height, value) {
      const bytes = bytesOf()
      for (let row = 0; row < height; row++) bytes.fill(value, target + row * stride, target + row * stride + width)
    },
    blendDisc(plane, width, height, x, y, radius, soft, opacity, value) {
      const bytes = bytesOf()
      const outer = (radius + soft / 2) * (radius + soft / 2)
      for (let row = Math.max(0, Math.floor(y - radius - soft)); row <= Math.min(height - 1, Math.ceil(y + radius + soft)); row++) {
        for (let column = Math.max(0, Math.floor(x - radius - soft)); column <= Math.min(width - 1, Math.ceil(x + radius + soft)); column++) {
          const across = column + 0.5 - x
          const down = row + 0.5 - y
          const square = across * across + down * down
          if (square >= outer) continue
          const outwards = square / (radius * radius)
          const edge = (radius + soft / 2 - Math.sqrt(square)) / soft
          const share = Math.min(1, edge) * opacity * (0.8 + 0.2 * Math.min(1, outwards * outwards))
          const at = plane + row * width + column
          bytes[at] = Math.floor(bytes[at]! + (value - bytes[at]!) * share + 0.5)
        }
      }
    },
  }
}

function mix(left: number, right: number, share: number): number {
  return (left * (256 - share) + right * share + 128) >> 8
}

// 0..255 to 0..256, keeping both ends.
function spread(share: number): number {
  return share + (share >> 7)
}

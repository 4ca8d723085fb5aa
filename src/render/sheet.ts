// A contact sheet: frames of a film in a grid, each with its time, as one JPEG.

import sharp from 'sharp'
import { createCanvas } from '@napi-rs/canvas'
import type { YuvPlanes } from '../compositor/index.ts'
import { encodePicture } from '../media/drawing.ts'

export interface SheetPicture {
  readonly planes: YuvPlanes
  /** Milliseconds. */
  readonly time: number
}

const gap = 8

/** Lays pictures out in rows; `width` is the whole sheet's. */
export async function drawSheet(pictures: readonly SheetPicture[], columns: number, width: number): Promise<Uint8Array> {
  const first = pictures[0]!.planes
  const cell = Math.max(32, Math.floor((width - gap * (columns + 1)) / columns))
  const tall = Math.max(2, Math.round((cell * first.height) / first.width))
  const rows = Math.ceil(pictures.length / columns)
  const parts = await Promise.all(pictures.map(async ({ planes, time }, index) => {
    const left = gap + (index % columns) * (cell + gap)
    const top = gap + Math.floor(index / columns) * (tall + gap)
    const picture = await sharp(await encodePicture(planes, { format: 'png', height: tall })).resize(cell, tall, { fit: 'fill' }).toBuffer()
    return [{ input: picture, left, top }, { input: timeMark(time), left: left + 6, top: top + tall - 26 }]
  }))
  return sharp({ create: { width, height: gap + rows * (tall + gap), channels: 3, background: '#181818' } })
    .composite(parts.flat()).jpeg({ quality: 88 }).toBuffer()
}

// "1:23.4" in a small dark pill. The portable text drawer needs no installed font for digits drawn as strokes.
function timeMark(time: number): Buffer {
  const text = `${Math.floor(time / 60000)}:${((time % 60000) / 1000).toFixed(1).padStart(4, '0')}`
  const canvas = createCanvas(text.length * 10 + 12, 20)
  const context = canvas.getContext('2d')
  context.fillStyle = 'rgba(0, 0, 0, 0.6)'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.strokeStyle = '#ffffff'
  context.lineWidth = 1.6
  context.lineCap = 'round'
  Array.from(text).forEach((sign, index) => drawSign(context, sign, 7 + index * 10, 4))
  return canvas.toBuffer('image/png')
}

// Seven segments: top, upper left, upper right, middle, lower left, lower right, bottom.
const segments: Readonly<Record<string, string>> = {
  0: '1110111', 1: '0010010', 2: '1011101', 3: '1011011', 4: '0111010', 5: '1101011', 6: '1101111', 7: '1010010', 8: '1111111', 9: '1111011',
}
const strokes = [[0, 0, 6, 0], [0, 0, 0, 6], [6, 0, 6, 6], [0, 6, 6, 6], [0, 6, 0, 12], [6, 6, 6, 12], [0, 12, 6, 12]] as const

function drawSign(context: ReturnType<ReturnType<typeof createCanvas>['getContext']>, sign: string, x: number, y: number): void {
  context.beginPath()
  const lit = segments[sign]
  if (lit === undefined) {
    const dots = sign === ':' ? [4, 9] : [12]
    for (const dot of dots) {
      context.moveTo(x + 3, y + dot)
      context.lineTo(x + 3.1, y + dot)
    }
  } else {
    strokes.forEach(([fromX, fromY, toX, toY], index) => {
      if (lit[index] !== '1') return
      context.moveTo(x + fromX, y + fromY)
      context.lineTo(x + toX, y + toY)
    })
  }
  context.stroke()
}

// The demo's landscapes: hills at dusk, a mountain lake in the morning, northern lights, dunes. Each painter fills one
// painting from back to front, the way light and air do it.

import { loadCanvas } from '../native.ts'
import { clouds, conifer, develop, fillRidge, glow, gradientBand, noiseField, reflect, ridge, stars, type Painting } from './brush.ts'

export function hillsAtDusk(painting: Painting): void {
  const { pen, width, height, dice } = painting
  const horizon = height * 0.56
  gradientBand(painting, 0, height, [[0, '#2b2a5e'], [0.2, '#5c3f7f'], [0.36, '#b35a7c'], [0.47, '#ee8a62'], [0.56, '#ffd08a'], [1, '#ffd9a0']])
  clouds(painting, { top: height * 0.04, bottom: height * 0.46 }, [255, 176, 140], { cover: 0.52, softness: 0.4, strength: 0.55, stretch: 0.35 })
  const sun = { x: width * 0.66, y: horizon - height * 0.045 }
  glow(painting, sun.x, sun.y, height * 0.75, '255,190,110', 0.75)
  pen.fillStyle = '#fff3d0'
  pen.beginPath()
  pen.arc(sun.x, sun.y, height * 0.035, 0, Math.PI * 2)
  pen.fill()
  const layers = [['#d98a86', 0.60, 0.16], ['#b46f86', 0.66, 0.17], ['#8a567c', 0.73, 0.17], ['#5f3f68', 0.81, 0.17], ['#3a2a4d', 0.90, 0.17], ['#1d1831', 1.0, 0.15]] as const
  layers.forEach(([color, base, rise], index) => {
    fillRidge(painting, ridge(dice, 500, 2.2 + index * 0.5, 0.42), height * base, height * rise, color)
    if (index < 5) mistBand(painting, height * (base - 0.005), height * 0.1, index < 3 ? '255,196,150' : '220,140,150', 0.34 - index * 0.045)
    if (index >= 4) treeLine(painting, height * (base - rise * 0.45), height * (0.035 + index * 0.008), color, 60)
  })
  birds(painting, sun.x - width * 0.2, height * 0.27, 9)
  develop(painting)
}

export function mountainLake(painting: Painting): void {
  const { width, height, dice } = painting
  const waterline = Math.round(height * 0.62)
  gradientBand(painting, 0, waterline, [[0, '#3f7fbd'], [0.55, '#9cc8e6'], [1, '#f6e3cf']])
  clouds(painting, { top: 0, bottom: height * 0.42 }, [255, 250, 245], { cover: 0.5, softness: 0.35, strength: 0.9, stretch: 0.5 })
  snowPeaks(painting, waterline)
  fillRidge(painting, ridge(dice, 500, 3, 0.5), height * 0.6, height * 0.13, '#6f8fa2')
  fillRidge(painting, ridge(dice, 500, 4, 0.5), height * 0.63, height * 0.1, '#456a6e')
  mistBand(painting, height * 0.6, height * 0.07, '255,246,232', 0.55)
  for (let index = 0; index < 190; index++) conifer(painting, dice.next() * width, waterline - dice.next() * height * 0.012, height * (0.05 + dice.next() * 0.06), index % 3 === 0 ? '#2d5046' : '#1f3d38')
  reflect(painting, waterline, '24,62,82', width * 0.004)
  mistBand(painting, waterline, height * 0.05, '255,250,240', 0.5)
  for (let index = 0; index < 8; index++) conifer(painting, width * (index < 4 ? dice.next() * 0.17 : 0.86 + dice.next() * 0.16), height * (1.02 + dice.next() * 0.05), height * (0.42 + dice.next() * 0.3), '#0f221f')
  develop(painting, { rim: 0.3 })
}

export function northernLights(painting: Painting): void {
  const { pen, width, height, dice } = painting
  gradientBand(painting, 0, height, [[0, '#050b1f'], [0.45, '#0b2240'], [0.72, '#14506a'], [1, '#1b6a77']])
  stars(painting, 900, height * 0.75)
  pen.save()
  pen.globalCompositeOperation = 'lighter'
  const curtains = [['64,255,170', 0.44, 0.3], ['90,255,210', 0.36, 0.26], ['150,110,255', 0.3, 0.3]] as const
  curtains.forEach(([color, base, tall], index) => curtain(painting, color, height * base, height * tall, 1.6 + index * 0.7))
  pen.restore()
  glow(painting, width * 0.4, height * 0.42, height * 0.7, '40,220,150', 0.22)
  fillRidge(painting, ridge(dice, 500, 2.4, 0.46), height * 0.78, height * 0.17, '#10303f')
  fillRidge(painting, ridge(dice, 500, 3.2, 0.42), height * 0.86, height * 0.12, '#0a1f2b')
  const snow = pen.createLinearGradient(0, height * 0.8, 0, height)
  snow.addColorStop(0, '#3d7f8c')
  snow.addColorStop(1, '#16384a')
  fillRidge(painting, ridge(dice, 500, 1.4, 0.3), height * 0.92, height * 0.08, snow)
  for (let index = 0; index < 46; index++) {
    const x = dice.next() * width
    const near = Math.abs(x / width - 0.46) * 1.6
    conifer(painting, x, height * (0.9 + dice.next() * 0.09), height * (0.07 + near * 0.3 * dice.next() + 0.03), '#04121a')
  }
  cabin(painting, width * 0.47, height * 0.905, height * 0.05)
  develop(painting, { rim: 0.45 })
}

export function dunes(painting: Painting): void {
  const { pen, width, height, dice } = painting
  gradientBand(painting, 0, height * 0.55, [[0, '#2f5f9e'], [0.5, '#8fb6cf'], [1, '#ffe2b8']])
  clouds(painting, { top: 0, bottom: height * 0.3 }, [255, 240, 224], { cover: 0.36, softness: 0.5, strength: 0.5, stretch: 0.22 })
  glow(painting, width * 0.18, height * 0.3, height * 0.85, '255,214,150', 0.6)
  const rows = [[0.54, 0.11, '#e7b483', '#c98a5e'], [0.64, 0.17, '#e9a767', '#b06a42'], [0.78, 0.24, '#f0a255', '#8f4a2e'], [0.99, 0.3, '#f3a24d', '#5f2b20']] as const
  rows.forEach(([base, rise, lit, shade], index) => {
    dune(painting, height * base, height * rise, lit, shade, 0.25 + dice.next() * 0.5, index)
    if (index < 3) mistBand(painting, height * base, height * 0.07, '255,224,180', 0.3 - index * 0.07)
  })
  caravan(painting, width * 0.24, height * 0.624, height * 0.03)
  pen.globalAlpha = 1
  develop(painting, { rim: 0.3, grain: 9 })
}

/** A veil of light air lying across the picture. */
export function mistBand({ pen, width }: Painting, middle: number, half: number, color: string, strength: number): void {
  const gradient = pen.createLinearGradient(0, middle - half, 0, middle + half)
  for (const [at, share] of [[0, 0], [0.5, 1], [1, 0]] as const) gradient.addColorStop(at, `rgba(${color},${strength * share})`)
  pen.fillStyle = gradient
  pen.fillRect(0, middle - half, width, half * 2)
}

export function birds({ pen, dice }: Painting, x: number, y: number, count: number): void {
  pen.strokeStyle = 'rgba(40,24,52,0.85)'
  pen.lineCap = 'round'
  for (let index = 0; index < count; index++) {
    const [cx, cy, span] = [x + (dice.next() - 0.5) * 620, y + (dice.next() - 0.5) * 230, 13 + dice.next() * 17]
    pen.lineWidth = span / 7
    pen.beginPath()
    pen.moveTo(cx - span, cy - span * 0.35)
    pen.quadraticCurveTo(cx - span * 0.45, cy - span * 0.55, cx, cy)
    pen.quadraticCurveTo(cx + span * 0.45, cy - span * 0.6, cx + span, cy - span * 0.28)
    pen.stroke()
  }
}

function treeLine(painting: Painting, foot: number, tall: number, color: string, count: number): void {
  const { width, dice } = painting
  for (let index = 0; index < count; index++) conifer(painting, dice.next() * width, foot + tall * 1.1 + dice.next() * tall, tall * (0.6 + dice.next() * 0.8), color)
}

/**
 * A range of snow-covered peaks, pixel by pixel: the skyline is a few broad peaks with a rough edge; below it a field of
 * noise, stretched down the slopes, is lit from the left like carved stone, and snow lies where it is high and flat.
 */
function snowPeaks({ pen, width, height, dice }: Painting, waterline: number): void {
  const [columns, rows] = [Math.round(width / 2), Math.round(height * 0.25)]
  const peaks = [[0.13, 0.6, 0.2], [0.31, 0.5, 0.15], [0.5, 1, 0.27], [0.67, 0.56, 0.16], [0.84, 0.74, 0.23], [0.98, 0.5, 0.2]] as const
  const rough = ridge(dice, columns, 9, 0.56)
  const skyline = Array.from({ length: columns }, (_, column) => {
    const x = column / columns
    const tall = Math.max(0.1, ...peaks.map(([at, peak, half]) => peak * (1 - Math.abs(x - at) / half) ** 1.0))
    return rows * (1 - Math.min(1, tall * (0.8 + rough[column]! * 0.34) * 0.92))
  })
  const carved = noiseField(dice, columns, rows, 7, 0.32, 0.6)
  const broad = noiseField(dice, columns, rows, 4, 0.5)
  const small = loadCanvas().createCanvas(columns, rows)
  const smallPen = small.getContext('2d')
  const image = smallPen.createImageData(columns, rows)
  for (let column = 1; column < columns - 1; column++) {
    const slope = (skyline[Math.min(columns - 1, column + 14)]! - skyline[Math.max(0, column - 14)]!) / 28
    for (let row = Math.ceil(skyline[column]!); row < rows; row++) {
      const at = row * columns + column
      const relief = (carved[at + 1]! - carved[at - 1]!) * 7 + (broad[at + 1]! - broad[at - 1]!) * 26
      const light = Math.min(1, Math.max(0, 0.5 - slope * 0.38 - relief + (carved[at]! - 0.5) * 0.3))
      const depth = (row - skyline[column]!) / rows
      const snow = Math.min(1, Math.max(0, (1.25 - row / rows * 1.15 - Math.abs(relief) * 1.2 + (broad[at]! - 0.5) * 0.9) * 2.2 - 0.4))
      const haze = Math.min(1, (row / rows) ** 2.2 * 0.75 + depth * 0.1)
      for (let channel = 0; channel < 3; channel++) {
        const white = [112, 146, 196][channel]! + ([255, 248, 238][channel]! - [112, 146, 196][channel]!) * light
        const stone = [52, 66, 92][channel]! + ([150, 142, 140][channel]! - [52, 66, 92][channel]!) * light
        const color = stone + (white - stone) * snow
        image.data[at * 4 + channel] = color + ([196, 214, 228][channel]! - color) * haze
      }
      image.data[at * 4 + 3] = 255
    }
  }
  smallPen.putImageData(image, 0, 0)
  pen.imageSmoothingEnabled = true
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(small, 0, waterline - rows * 2, width, rows * 2)
}

function area(pen: Painting['pen'], points: readonly (readonly [number, number])[]): void {
  pen.beginPath()
  points.forEach(([x, y], index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  pen.closePath()
  pen.fill()
}

function curtain({ pen, width, dice }: Painting, color: string, base: number, tall: number, waves: number): void {
  const line = ridge(dice, 700, waves, 0.34)
  const strength = ridge(dice, 700, waves * 5, 0.6)
  line.forEach((share, index) => {
    const x = (index / 699) * width
    const foot = base + (share - 0.5) * tall * 1.7
    const height = tall * (0.7 + strength[index]! * 0.9)
    const alpha = 0.05 + strength[index]! ** 3 * 0.5
    const gradient = pen.createLinearGradient(0, foot - height, 0, foot + tall * 0.1)
    for (const [at, part] of [[0, 0], [0.55, 0.32], [0.88, 1], [1, 0]] as const) gradient.addColorStop(at, `rgba(${color},${alpha * part})`)
    pen.fillStyle = gradient
    pen.fillRect(x, foot - height, width / 500, height + tall * 0.1)
  })
}

function cabin(painting: Painting, x: number, foot: number, size: number): void {
  const { pen } = painting
  pen.fillStyle = '#0a141b'
  pen.fillRect(x - size * 0.8, foot - size * 0.75, size * 1.6, size * 0.75)
  area(pen, [[x - size, foot - size * 0.72], [x, foot - size * 1.45], [x + size, foot - size * 0.72]])
  pen.fillStyle = '#ffce7a'
  pen.fillRect(x - size * 0.45, foot - size * 0.55, size * 0.3, size * 0.28)
  pen.fillRect(x + size * 0.15, foot - size * 0.55, size * 0.3, size * 0.28)
  glow(painting, x, foot - size * 0.35, size * 4, '255,180,90', 0.55)
}

function dune(painting: Painting, base: number, rise: number, lit: string, shade: string, crest: number, index: number): void {
  const { pen, width, height, dice } = painting
  const heights = ridge(dice, 400, 1.3 + index * 0.25, 0.22)
  const at = (share: number) => base - heights[Math.min(399, Math.max(0, Math.round(share * 399)))]! * rise
  const light = pen.createLinearGradient(0, base - rise, 0, base + rise * 0.8)
  light.addColorStop(0, lit)
  light.addColorStop(1, shade)
  fillRidge(painting, heights, base, rise, light)
  // The far side of each crest lies in shadow, along a line that wanders down the slope.
  for (let fold = 0; fold < 3; fold++) {
    const from = ((crest + fold * 0.37) % 1) * 0.8
    const to = Math.min(1, from + 0.22 + dice.next() * 0.2)
    const path = Array.from({ length: 41 }, (_, step) => [(from + (to - from) * (step / 40)) * width, at(from + (to - from) * (step / 40))] as const)
    const start = path[0]!
    const end = path.at(-1)!
    const drop = Math.min(height, start[1] + rise * (0.55 + dice.next() * 0.3))
    const shadow = pen.createLinearGradient(from * width, 0, to * width, 0)
    shadow.addColorStop(0, `${shade}d0`)
    shadow.addColorStop(0.5, `${shade}70`)
    shadow.addColorStop(1, `${shade}00`)
    pen.fillStyle = shadow
    pen.beginPath()
    pen.moveTo(start[0], start[1])
    for (const [x, y] of path) pen.lineTo(x, y)
    pen.bezierCurveTo(end[0], drop, start[0] + (end[0] - start[0]) * 0.55, drop, start[0] + (end[0] - start[0]) * 0.4, start[1] + (drop - start[1]) * 0.55)
    pen.bezierCurveTo(start[0] + (end[0] - start[0]) * 0.25, start[1] + (drop - start[1]) * 0.3, start[0] + (end[0] - start[0]) * 0.08, start[1] + (drop - start[1]) * 0.22, start[0], start[1])
    pen.fill()
  }
  pen.strokeStyle = `${shade}30`
  pen.lineWidth = 2
  for (let line = 0; line < 26; line++) {
    const y0 = base - rise * 0.2 + line * rise * 0.06
    pen.beginPath()
    for (let step = 0; step <= 60; step++) {
      const x = (step / 60) * width
      const y = Math.max(at(step / 60) + 6, y0 + Math.sin(step * 0.5 + line) * 5 + (at(step / 60) - base) * 0.4)
      if (step === 0) pen.moveTo(x, y)
      else pen.lineTo(x, y)
    }
    pen.stroke()
  }
}

function caravan({ pen, dice }: Painting, x: number, foot: number, size: number): void {
  pen.fillStyle = '#4a2618'
  for (let index = 0; index < 5; index++) {
    const [cx, cy, s] = [x + index * size * 2.1, foot + Math.sin(index) * size * 0.12, size * (0.9 + dice.next() * 0.15)]
    pen.beginPath()
    pen.ellipse(cx, cy - s * 0.85, s * 0.55, s * 0.26, 0, 0, Math.PI * 2)
    pen.ellipse(cx - s * 0.05, cy - s * 1.12, s * 0.2, s * 0.2, 0, 0, Math.PI * 2)
    pen.fill()
    pen.beginPath()
    pen.moveTo(cx + s * 0.4, cy - s * 0.95)
    pen.quadraticCurveTo(cx + s * 0.75, cy - s * 0.8, cx + s * 0.78, cy - s * 1.35)
    pen.lineTo(cx + s * 1.0, cy - s * 1.3)
    pen.lineTo(cx + s * 0.92, cy - s * 1.2)
    pen.quadraticCurveTo(cx + s * 0.85, cy - s * 0.65, cx + s * 0.45, cy - s * 0.72)
    pen.fill()
    for (const leg of [-0.4, -0.25, 0.25, 0.4]) pen.fillRect(cx + s * leg, cy - s * 0.8, s * 0.07, s * 0.8)
  }
}

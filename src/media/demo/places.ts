// The demo's places: a lighthouse, a city at night, kites over a meadow, a sail at sunset.

import { blurred, clouds, develop, fillRidge, glow, gradientBand, reflect, ridge, softDisc, stars, type Painting } from './brush.ts'
import { birds, mistBand } from './landscapes.ts'

export function lighthouse(painting: Painting): void {
  const { pen, width, height, dice } = painting
  const sea = Math.round(height * 0.66)
  gradientBand(painting, 0, sea, [[0, '#0f1b3d'], [0.4, '#2c4478'], [0.75, '#8a6a93'], [1, '#f0a27c']])
  stars(painting, 420, height * 0.4)
  clouds(painting, { top: height * 0.12, bottom: height * 0.6 }, [240, 150, 140], { cover: 0.46, softness: 0.45, strength: 0.5, stretch: 0.5 })
  glow(painting, width * 0.2, sea, width * 0.9, '255,170,110', 0.5)
  gradientBand(painting, sea, height, [[0, '#c98a86'], [0.15, '#5f6390'], [0.6, '#25365f'], [1, '#121c38']])
  for (let index = 0; index < 900; index++) {
    const depth = dice.next() ** 1.6
    const y = sea + depth * (height - sea)
    pen.fillStyle = dice.next() < 0.5 ? `rgba(255,190,160,${0.35 * (1 - depth)})` : `rgba(10,18,44,${0.25 + depth * 0.2})`
    pen.fillRect(dice.next() * width, y, 20 + depth * 160 * dice.next(), 1 + depth * 4)
  }
  const [x, foot] = [width * 0.62, height * 0.63]
  beam(painting, x, height * 0.262, -1)
  beam(painting, x, height * 0.262, 1)
  fillCliff(painting, x, foot)
  tower(painting, x, foot, height * 0.36)
  birds(painting, width * 0.3, height * 0.36, 5)
  develop(painting, { rim: 0.42 })
}

export function cityAtNight(painting: Painting): void {
  const { pen, width, height, dice } = painting
  const waterline = Math.round(height * 0.68)
  gradientBand(painting, 0, waterline, [[0, '#0a1030'], [0.4, '#2a2a68'], [0.66, '#7a3d80'], [0.86, '#e0707c'], [1, '#ffb27c']])
  stars(painting, 260, height * 0.35)
  glow(painting, width * 0.78, height * 0.17, height * 0.32, '200,215,255', 0.5)
  pen.fillStyle = '#f4f1e6'
  pen.beginPath()
  pen.arc(width * 0.78, height * 0.17, height * 0.045, 0, Math.PI * 2)
  pen.fill()
  const rows = [['#6b4478', 0.24, 0.35, 52], ['#3a2858', 0.36, 0.6, 34], ['#15132e', 0.3, 0.95, 22]] as const
  rows.forEach(([color, tall, light, count], row) => {
    for (let index = 0; index < count; index++) {
      const wide = width / count * (0.75 + dice.next() * 0.6)
      const left = (index / count) * width + (dice.next() - 0.5) * wide * 0.4
      const middle = 1 - Math.abs(left / width - 0.45) * 1.1
      tower2(painting, left, waterline, wide, height * tall * (0.22 + dice.next() ** 1.5 * 0.78) * (0.5 + middle * 0.65), color, light, row)
    }
    mistBand(painting, waterline, height * 0.16, '208,97,122', 0.2 - row * 0.05)
  })
  reflect(painting, waterline, '8,8,30', width * 0.006)
  pen.fillStyle = 'rgba(12,10,30,0.85)'
  pen.fillRect(0, waterline - 5, width, 9)
  for (let lamp = 0; lamp < 60; lamp++) glow(painting, ((lamp + 0.5) / 60) * width, waterline - 3, height * 0.012, '255,200,120', 0.9)
  for (let index = 0; index < 150; index++) {
    pen.fillStyle = `rgba(255,${170 + dice.below(70)},${110 + dice.below(90)},${0.05 + dice.next() * 0.2})`
    pen.fillRect(dice.next() * width, waterline + dice.next() ** 1.5 * (height - waterline), 20 + dice.next() * 90, 2)
  }
  for (let index = 0; index < 16; index++) softDisc(painting, dice.next() * width, height * (0.86 + dice.next() * 0.2), height * (0.02 + dice.next() * 0.045), ['255,170,90', '255,90,120', '120,190,255', '255,220,150'][index % 4]!, 0.2)
  develop(painting, { rim: 0.4 })
}

export function kites(painting: Painting): void {
  const { pen, width, height, dice } = painting
  gradientBand(painting, 0, height, [[0, '#1f6fc4'], [0.45, '#5fa8e6'], [0.8, '#cfe8f6'], [1, '#f4f4e4']])
  clouds(painting, { top: height * 0.05, bottom: height * 0.55 }, [255, 255, 255], { cover: 0.5, softness: 0.22, strength: 0.95, stretch: 0.9 })
  clouds(painting, { top: height * 0.42, bottom: height * 0.8 }, [255, 252, 246], { cover: 0.48, softness: 0.3, strength: 0.8, stretch: 0.4 })
  fillRidge(painting, ridge(dice, 300, 2, 0.4), height * 0.84, height * 0.08, '#8fb79a')
  const grass = pen.createLinearGradient(0, height * 0.78, 0, height)
  grass.addColorStop(0, '#a9c65a')
  grass.addColorStop(1, '#3f7a35')
  fillRidge(painting, ridge(dice, 300, 1.2, 0.2), height * 0.9, height * 0.07, grass)
  for (let blade = 0; blade < 2600; blade++) {
    const y = height * (0.87 + dice.next() * 0.14)
    const near = (y / height - 0.86) / 0.14
    pen.strokeStyle = `rgba(${dice.next() < 0.5 ? '210,226,120' : '38,92,40'},${0.15 + dice.next() * 0.35})`
    pen.lineWidth = 1 + near * 2.5
    const x = dice.next() * width
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x + (dice.next() - 0.3) * 30 * near, y - 8 - near * 46 * dice.next())
    pen.stroke()
  }
  const flock = [[0.66, 0.2, 0.17, -0.35, '#e8402f', '#ffd23f'], [0.28, 0.33, 0.13, 0.3, '#ffb02e', '#e23e6d'], [0.78, 0.47, 0.085, -0.15, '#7b3ff2', '#39d0c8'], [0.42, 0.55, 0.06, 0.2, '#17b890', '#f6f7eb'], [0.17, 0.12, 0.065, 0.4, '#f15bb5', '#fee440']] as const
  flock.forEach(([x, y, size, tilt, one, two], index) => kite(painting, x * width, y * height, size * width, tilt, one, two, (0.3 + index * 0.11) * width))
  for (let index = 0; index < 5; index++) person(painting, (0.3 + index * 0.11) * width, height * (0.868 + 0.004 * (index % 3)), height * 0.024)
  develop(painting, { rim: 0.22 })
}

export function sailAtSunset(painting: Painting): void {
  const { pen, width, height, dice } = painting
  const sea = Math.round(height * 0.58)
  gradientBand(painting, 0, sea, [[0, '#274a7a'], [0.4, '#8a6c9a'], [0.72, '#ef8b5e'], [1, '#ffd27a']])
  clouds(painting, { top: height * 0.02, bottom: height * 0.5 }, [255, 150, 110], { cover: 0.5, softness: 0.4, strength: 0.7, stretch: 0.25 })
  clouds(painting, { top: height * 0.1, bottom: height * 0.4 }, [70, 50, 90], { cover: 0.38, softness: 0.5, strength: 0.55, stretch: 0.25 })
  const sun = width * 0.4
  glow(painting, sun, sea - height * 0.06, height * 0.7, '255,210,130', 0.85)
  pen.fillStyle = '#fff6da'
  pen.beginPath()
  pen.arc(sun, sea - height * 0.06, height * 0.05, 0, Math.PI * 2)
  pen.fill()
  gradientBand(painting, sea, height, [[0, '#e08a5c'], [0.2, '#8a5c72'], [0.6, '#34416e'], [1, '#141d40']])
  for (let index = 0; index < 2200; index++) {
    const depth = dice.next() ** 1.5
    const y = sea + 2 + depth * (height - sea)
    const spread = width * (0.02 + depth * 0.17)
    const lit = dice.next() < 0.5
    const x = lit ? sun + (dice.next() + dice.next() + dice.next() - 1.5) * spread : dice.next() * width
    pen.fillStyle = lit ? `rgba(255,${214 + dice.below(36)},150,${0.25 + dice.next() * 0.5})` : dice.next() < 0.5 ? `rgba(20,26,60,${0.2 + depth * 0.2})` : `rgba(240,150,110,${0.2 * (1 - depth)})`
    pen.beginPath()
    pen.ellipse(x, y, 6 + depth * 46 * dice.next(), 1 + depth * 4, 0, 0, Math.PI * 2)
    pen.fill()
  }
  sailboat(painting, width * 0.655, sea + height * 0.06, height * 0.34)
  birds(painting, width * 0.28, height * 0.2, 7)
  develop(painting, { rim: 0.36 })
}

function beam({ pen, width, height }: Painting, x: number, y: number, direction: number): void {
  const far = x + direction * width * 1.1
  const light = pen.createLinearGradient(x, 0, far, 0)
  light.addColorStop(0, 'rgba(255,244,200,0.62)')
  light.addColorStop(0.5, 'rgba(255,240,200,0.14)')
  light.addColorStop(1, 'rgba(255,240,200,0)')
  pen.save()
  pen.globalCompositeOperation = 'lighter'
  pen.filter = 'blur(9px)'
  pen.fillStyle = light
  pen.beginPath()
  pen.moveTo(x, y - 6)
  pen.lineTo(far, y - height * (direction < 0 ? 0.1 : 0.02))
  pen.lineTo(far, y + height * (direction < 0 ? 0.0 : 0.08))
  pen.lineTo(x, y + 6)
  pen.fill()
  pen.restore()
}

function fillCliff(painting: Painting, x: number, foot: number): void {
  const { pen, width, height, dice } = painting
  const rock = pen.createLinearGradient(x - width * 0.3, 0, width, 0)
  rock.addColorStop(0, '#6b4f5c')
  rock.addColorStop(0.35, '#3a3048')
  rock.addColorStop(1, '#1b1a2e')
  pen.fillStyle = rock
  pen.beginPath()
  const line = ridge(dice, 120, 9, 0.6)
  pen.moveTo(width, height)
  pen.lineTo(width, foot - height * 0.012)
  line.forEach((share, index) => {
    const along = index / 119
    const drop = along < 0.55 ? 0 : ((along - 0.55) / 0.45) ** 1.4
    pen.lineTo(width - along * width * 0.62, foot + (share - 0.5) * height * 0.025 + drop * height * 0.17)
  })
  pen.lineTo(width * 0.34, height)
  pen.fill()
  for (let index = 0; index < 260; index++) {
    const along = dice.next()
    pen.fillStyle = dice.next() < 0.45 ? 'rgba(230,150,130,0.12)' : 'rgba(8,8,22,0.22)'
    const [cx, cy] = [width * (0.42 + along * 0.6), foot + height * (0.03 + dice.next() * 0.36)]
    pen.beginPath()
    pen.moveTo(cx, cy)
    pen.lineTo(cx + 12 + dice.next() * 60, cy + 6 + dice.next() * 18)
    pen.lineTo(cx + dice.next() * 26, cy + 24 + dice.next() * 74)
    pen.fill()
  }
  blurred(painting, 5, (layer) => {
    for (let index = 0; index < 60; index++) softDisc(layer, width * (0.3 + dice.next() * 0.14), height * (0.8 + dice.next() * 0.22), 4 + dice.next() * 22, '255,226,214', 0.16)
  })
}

function tower(painting: Painting, x: number, foot: number, tall: number): void {
  const { pen } = painting
  const [low, high] = [tall * 0.115, tall * 0.075]
  const round = (dark: string, light: string) => {
    const fill = pen.createLinearGradient(x - low, 0, x + low, 0)
    for (const [at, color] of [[0, light], [0.35, light], [1, dark]] as const) fill.addColorStop(at, color)
    return fill
  }
  for (let band = 0; band < 6; band++) {
    const [from, to] = [band / 6, (band + 1) / 6]
    const half = (share: number) => low + (high - low) * share
    pen.fillStyle = band % 2 === 0 ? round('#8f8aa2', '#fff0e2') : round('#5a1626', '#d8433f')
    pen.beginPath()
    pen.moveTo(x - half(from), foot - tall * from * 0.9)
    pen.lineTo(x + half(from), foot - tall * from * 0.9)
    pen.lineTo(x + half(to), foot - tall * to * 0.9)
    pen.lineTo(x - half(to), foot - tall * to * 0.9)
    pen.fill()
  }
  const top = foot - tall * 0.9
  pen.fillStyle = '#231d33'
  pen.fillRect(x - high * 1.5, top - tall * 0.018, high * 3, tall * 0.02)
  pen.fillStyle = '#fff4c8'
  pen.fillRect(x - high * 0.8, top - tall * 0.1, high * 1.6, tall * 0.085)
  pen.strokeStyle = '#231d33'
  pen.lineWidth = tall * 0.008
  for (const part of [-0.8, -0.27, 0.27, 0.8]) {
    pen.beginPath()
    pen.moveTo(x + high * part, top - tall * 0.1)
    pen.lineTo(x + high * part, top)
    pen.stroke()
  }
  pen.fillStyle = '#7d1f2c'
  pen.beginPath()
  pen.moveTo(x - high * 1.05, top - tall * 0.098)
  pen.quadraticCurveTo(x, top - tall * 0.2, x + high * 1.05, top - tall * 0.098)
  pen.fill()
  glow(painting, x, top - tall * 0.055, tall * 0.5, '255,236,180', 0.95)
}

function tower2({ pen, dice }: Painting, left: number, foot: number, wide: number, tall: number, color: string, light: number, row: number): void {
  pen.fillStyle = color
  pen.fillRect(left, foot - tall, wide, tall)
  if (dice.next() < 0.3) pen.fillRect(left + wide * 0.45, foot - tall * 1.14, wide * 0.08, tall * 0.15)
  if (dice.next() < 0.35) pen.fillRect(left + wide * 0.2, foot - tall * 1.05, wide * 0.6, tall * 0.06)
  const [columns, step] = [Math.max(3, Math.round(wide / 20)), 22]
  const warm = dice.next() < 0.7
  for (let y = foot - tall + 16; y < foot - 14; y += step) {
    for (let column = 0; column < columns; column++) {
      if (dice.next() > 0.27) continue
      const shine = (0.25 + dice.next() * 0.75) * light
      pen.fillStyle = warm || dice.next() < 0.3 ? `rgba(255,${190 + dice.below(50)},${110 + dice.below(60)},${shine})` : `rgba(170,210,255,${shine * 0.85})`
      pen.fillRect(left + (wide / columns) * (column + 0.24), y, (wide / columns) * 0.52, 11 + row)
    }
  }
}

function kite({ pen, height }: Painting, x: number, y: number, size: number, tilt: number, one: string, two: string, hand: number): void {
  pen.strokeStyle = 'rgba(60,70,90,0.4)'
  pen.lineWidth = 2
  pen.beginPath()
  pen.moveTo(x, y)
  pen.quadraticCurveTo((x + hand) / 2 + size * 0.4, (y + height * 0.86) / 2 + height * 0.08, hand, height * 0.853)
  pen.stroke()
  pen.save()
  pen.translate(x, y)
  pen.rotate(tilt)
  const [top, side, tail] = [-size * 0.62, size * 0.44, size * 0.8]
  const part = (color: string, points: readonly (readonly [number, number])[]) => {
    pen.fillStyle = color
    pen.beginPath()
    points.forEach(([px, py], index) => (index === 0 ? pen.moveTo(px, py) : pen.lineTo(px, py)))
    pen.fill()
  }
  part(one, [[0, top], [side, 0], [0, 0]])
  part(two, [[0, top], [-side, 0], [0, 0]])
  part(two, [[side, 0], [0, tail], [0, 0]])
  part(one, [[-side, 0], [0, tail], [0, 0]])
  part('rgba(255,255,255,0.2)', [[0, top], [-side, 0], [0, tail]])
  pen.strokeStyle = 'rgba(40,24,20,0.45)'
  pen.lineWidth = size * 0.012
  pen.strokeRect(0, top, 0.01, tail - top)
  pen.strokeRect(-side, 0, side * 2, 0.01)
  pen.strokeStyle = one
  pen.lineWidth = size * 0.018
  pen.beginPath()
  pen.moveTo(0, tail)
  for (let step = 1; step <= 30; step++) pen.lineTo(Math.sin(step * 0.42) * size * 0.11 * (step / 14), tail + step * size * 0.052)
  pen.stroke()
  for (let bow = 1; bow <= 5; bow++) {
    const [bx, by] = [Math.sin(bow * 6 * 0.42) * size * 0.11 * (bow * 6 / 14), tail + bow * 6 * size * 0.052]
    part(bow % 2 === 0 ? one : two, [[bx, by], [bx - size * 0.09, by - size * 0.05], [bx - size * 0.09, by + size * 0.05]])
    part(bow % 2 === 0 ? one : two, [[bx, by], [bx + size * 0.09, by - size * 0.05], [bx + size * 0.09, by + size * 0.05]])
  }
  pen.restore()
}

function person({ pen, dice }: Painting, x: number, foot: number, tall: number): void {
  const shirt = ['#d9433f', '#2f6fb5', '#f2b632', '#6a3fa0', '#1f8a5b'][dice.below(5)]!
  pen.fillStyle = '#2b2a36'
  pen.fillRect(x - tall * 0.1, foot - tall * 0.45, tall * 0.08, tall * 0.45)
  pen.fillRect(x + tall * 0.03, foot - tall * 0.45, tall * 0.08, tall * 0.45)
  pen.fillStyle = shirt
  pen.fillRect(x - tall * 0.15, foot - tall * 0.82, tall * 0.3, tall * 0.42)
  pen.fillStyle = '#d9a07a'
  pen.beginPath()
  pen.arc(x, foot - tall * 0.94, tall * 0.11, 0, Math.PI * 2)
  pen.fill()
  pen.strokeStyle = shirt
  pen.lineWidth = tall * 0.08
  pen.beginPath()
  pen.moveTo(x + tall * 0.1, foot - tall * 0.75)
  pen.lineTo(x + tall * 0.32, foot - tall * 1.05)
  pen.stroke()
}

function sailboat({ pen }: Painting, x: number, waterline: number, tall: number): void {
  const hull = (flip: number, alpha: number) => {
    pen.globalAlpha = alpha
    pen.fillStyle = '#2a1a26'
    pen.beginPath()
    pen.moveTo(x - tall * 0.3, waterline - flip * tall * 0.06)
    pen.lineTo(x + tall * 0.34, waterline - flip * tall * 0.075)
    pen.quadraticCurveTo(x + tall * 0.24, waterline + flip * tall * 0.02, x + tall * 0.1, waterline + flip * tall * 0.02)
    pen.lineTo(x - tall * 0.2, waterline + flip * tall * 0.02)
    pen.fill()
    const sail = pen.createLinearGradient(x - tall * 0.3, 0, x + tall * 0.3, 0)
    sail.addColorStop(0, '#ffe6bd')
    sail.addColorStop(0.5, '#f3b98e')
    sail.addColorStop(1, '#8a5a68')
    pen.fillStyle = sail
    pen.beginPath()
    pen.moveTo(x, waterline - flip * tall * 0.98)
    pen.quadraticCurveTo(x - tall * 0.22, waterline - flip * tall * 0.45, x - tall * 0.27, waterline - flip * tall * 0.12)
    pen.lineTo(x - tall * 0.012, waterline - flip * tall * 0.12)
    pen.fill()
    pen.beginPath()
    pen.moveTo(x + tall * 0.012, waterline - flip * tall * 0.9)
    pen.quadraticCurveTo(x + tall * 0.22, waterline - flip * tall * 0.5, x + tall * 0.31, waterline - flip * tall * 0.13)
    pen.lineTo(x + tall * 0.012, waterline - flip * tall * 0.13)
    pen.fill()
    pen.fillStyle = '#2a1a26'
    pen.fillRect(x - tall * 0.006, Math.min(waterline - flip * tall * 1.0, waterline - flip * tall * 0.05), tall * 0.012, tall * 0.95)
    pen.globalAlpha = 1
  }
  hull(-0.55, 0.28)
  hull(1, 1)
}

// The demo's close-ups: a bowl of fruit by a window, poppies in a field. Depth comes from what is out of focus.

import { blurred, develop, fillRidge, glow, gradientBand, ridge, softDisc, type Painting } from './brush.ts'

export function bowlOfFruit(painting: Painting): void {
  const { pen, width, height, dice } = painting
  const table = height * 0.55
  gradientBand(painting, 0, height, [[0, '#3b4a3f'], [0.6, '#6e7a5c'], [1, '#8b8a62']])
  blurred(painting, 14, (layer) => {
    for (let index = 0; index < 46; index++) softDisc(layer, dice.next() * width, dice.next() * table, height * (0.03 + dice.next() * 0.08), ['190,210,120', '240,220,150', '120,160,110', '250,240,200'][index % 4]!, 0.28)
  })
  glow(painting, width * 0.12, height * 0.1, height * 1.1, '255,236,190', 0.75)
  const wood = pen.createLinearGradient(0, table, 0, height)
  for (const [at, color] of [[0, '#b98a58'], [0.3, '#94643a'], [1, '#4e2f1b']] as const) wood.addColorStop(at, color)
  pen.fillStyle = wood
  pen.fillRect(0, table, width, height - table)
  for (let line = 0; line < 90; line++) {
    const y = table + dice.next() ** 1.4 * (height - table)
    pen.strokeStyle = `rgba(${dice.next() < 0.5 ? '60,34,16' : '222,178,122'},${0.05 + dice.next() * 0.12})`
    pen.lineWidth = 1 + dice.next() * 4
    pen.beginPath()
    pen.moveTo(0, y)
    pen.bezierCurveTo(width * 0.3, y + (dice.next() - 0.5) * 20, width * 0.6, y + (dice.next() - 0.5) * 20, width, y + (dice.next() - 0.5) * 14)
    pen.stroke()
  }
  const [x, y, rim] = [width * 0.52, height * 0.525, width * 0.235]
  blurred(painting, 26, (layer) => shadowUnder(layer, x + rim * 0.25, height * 0.762, rim * 1.05, height * 0.045, 0.6))
  bowlInside(painting, x, y + rim * 0.1, rim)
  const back = [[-0.55, -0.16, 0.27, '#f2a33a', '#b3540f'], [0.02, -0.24, 0.3, '#e4463c', '#7d1420'], [0.58, -0.14, 0.27, '#a9c23f', '#4f6b12']] as const
  const front = [[-0.28, 0.0, 0.29, '#f7b23f', '#bd5f10'], [0.3, 0.0, 0.3, '#f0553f', '#8a1a22'], [0.74, 0.06, 0.2, '#f5c84c', '#b57a14']] as const
  for (const [dx, dy, size, lit, shade] of [...back, ...front]) fruit(painting, x + dx * rim, y + dy * rim, size * rim, lit, shade)
  grapes(painting, x - rim * 0.68, y + rim * 0.02, rim * 0.085)
  bowl(painting, x, y + rim * 0.1, rim)
  fruitOnTable(painting, width * 0.83, height * 0.75, rim * 0.28, '#f7b23f', '#bd5f10')
  fruitOnTable(painting, width * 0.2, height * 0.785, rim * 0.26, '#e4463c', '#7d1420')
  develop(painting, { rim: 0.5, grain: 8 })
}

export function poppies(painting: Painting): void {
  const { pen, width, height, dice } = painting
  gradientBand(painting, 0, height, [[0, '#f7d9a8'], [0.3, '#f4b98a'], [0.42, '#c7b06a'], [1, '#2f4a24']])
  glow(painting, width * 0.3, height * 0.24, width * 1.1, '255,232,180', 0.8)
  blurred(painting, 18, (layer) => {
    fillRidge(layer, ridge(dice, 200, 2, 0.4), height * 0.42, height * 0.09, '#a98f74')
    fillRidge(layer, ridge(dice, 200, 3, 0.4), height * 0.47, height * 0.06, '#7f8550')
    for (let index = 0; index < 240; index++) softDisc(layer, dice.next() * width, height * (0.46 + dice.next() * 0.2), 8 + dice.next() * 26, dice.next() < 0.7 ? '214,52,36' : '240,190,90', 0.6)
  })
  for (const [count, from, to, size, blur] of [[90, 0.56, 0.72, 0.03, 8], [34, 0.66, 0.88, 0.062, 3], [9, 0.6, 0.86, 0.14, 0], [4, 0.95, 1.08, 0.3, 26]] as const) {
    blurred(painting, blur, (layer) => {
      for (let index = 0; index < count; index++) poppy(layer, (count === 9 ? (index + 0.5 + (dice.next() - 0.5) * 0.6) / 9 : dice.next()) * width, height * (from + dice.next() * (to - from)), width * size * (0.75 + dice.next() * 0.5))
    })
  }
  glow(painting, width * 0.3, height * 0.2, width * 0.9, '255,220,160', 0.22)
  develop(painting, { rim: 0.3 })
}

function fruit(painting: Painting, x: number, y: number, radius: number, lit: string, shade: string): void {
  const { pen, dice } = painting
  const skin = pen.createRadialGradient(x - radius * 0.38, y - radius * 0.42, radius * 0.08, x, y, radius * 1.05)
  for (const [at, color] of [[0, lit], [0.5, lit], [1, shade]] as const) skin.addColorStop(at, color)
  pen.fillStyle = skin
  pen.beginPath()
  pen.ellipse(x, y, radius, radius * 0.95, 0, 0, Math.PI * 2)
  pen.fill()
  pen.save()
  pen.clip()
  for (let dot = 0; dot < 120; dot++) softDisc(painting, x + (dice.next() - 0.5) * radius * 2, y + (dice.next() - 0.5) * radius * 2, radius * 0.014, '255,240,200', 0.12)
  glow(painting, x - radius * 0.42, y - radius * 0.46, radius * 0.55, '255,250,235', 0.75)
  glow(painting, x + radius * 0.5, y + radius * 0.62, radius * 0.5, '255,180,110', 0.22)
  pen.restore()
  pen.strokeStyle = '#4a3316'
  pen.lineWidth = radius * 0.07
  pen.lineCap = 'round'
  pen.beginPath()
  pen.moveTo(x, y - radius * 0.88)
  pen.quadraticCurveTo(x + radius * 0.04, y - radius * 1.06, x + radius * 0.14, y - radius * 1.14)
  pen.stroke()
}

function fruitOnTable(painting: Painting, x: number, y: number, radius: number, lit: string, shade: string): void {
  blurred(painting, 16, (layer) => shadowUnder(layer, x + radius * 0.4, y + radius * 0.86, radius * 1.05, radius * 0.2, 0.55))
  fruit(painting, x, y, radius, lit, shade)
}

function grapes(painting: Painting, x: number, y: number, radius: number): void {
  const { pen, dice } = painting
  for (let row = 0; row < 4; row++) {
    for (let item = 0; item < 5 - Math.abs(row - 2) * 0.7; item++) {
      const [cx, cy] = [x + (item - 1.6 + (row % 2) * 0.5) * radius * 1.6 + (dice.next() - 0.5) * radius * 0.9, y + row * radius * 1.15 - radius * 2 + (dice.next() - 0.5) * radius * 0.7]
      const skin = pen.createRadialGradient(cx - radius * 0.35, cy - radius * 0.4, radius * 0.1, cx, cy, radius)
      for (const [at, color] of [[0, '#c58bd8'], [0.45, '#6f3c8f'], [1, '#2a1440']] as const) skin.addColorStop(at, color)
      pen.fillStyle = skin
      pen.beginPath()
      pen.arc(cx, cy, radius, 0, Math.PI * 2)
      pen.fill()
      softDisc(painting, cx - radius * 0.34, cy - radius * 0.38, radius * 0.16, '255,255,255', 0.7)
    }
  }
}

/** What is seen of the bowl behind the fruit. */
function bowlInside({ pen }: Painting, x: number, y: number, rim: number): void {
  const inside = pen.createLinearGradient(x - rim, 0, x + rim, 0)
  for (const [at, color] of [[0, '#1d4257'], [0.6, '#4f8299'], [1, '#a9c9d4']] as const) inside.addColorStop(at, color)
  pen.fillStyle = inside
  pen.beginPath()
  pen.moveTo(x - rim * 1.12, y)
  pen.quadraticCurveTo(x, y - rim * 0.34, x + rim * 1.12, y)
  pen.quadraticCurveTo(x, y + rim * 0.3, x - rim * 1.12, y)
  pen.fill()
}

function bowl(painting: Painting, x: number, y: number, rim: number): void {
  const { pen } = painting
  const body = pen.createLinearGradient(x - rim, 0, x + rim, 0)
  for (const [at, color] of [[0, '#e9f0f2'], [0.3, '#8fb6c4'], [0.75, '#2f5f78'], [1, '#163447']] as const) body.addColorStop(at, color)
  pen.fillStyle = body
  pen.beginPath()
  pen.moveTo(x - rim * 1.12, y)
  pen.bezierCurveTo(x - rim * 1.02, y + rim * 0.78, x - rim * 0.55, y + rim * 0.9, x - rim * 0.4, y + rim * 0.94)
  pen.lineTo(x + rim * 0.4, y + rim * 0.94)
  pen.bezierCurveTo(x + rim * 0.55, y + rim * 0.9, x + rim * 1.02, y + rim * 0.78, x + rim * 1.12, y)
  pen.quadraticCurveTo(x, y + rim * 0.3, x - rim * 1.12, y)
  pen.fill()
  pen.strokeStyle = 'rgba(255,255,255,0.75)'
  pen.lineWidth = rim * 0.02
  pen.beginPath()
  pen.moveTo(x - rim * 1.12, y)
  pen.quadraticCurveTo(x, y + rim * 0.3, x + rim * 1.12, y)
  pen.stroke()
  pen.strokeStyle = 'rgba(255,255,255,0.3)'
  pen.lineWidth = rim * 0.05
  pen.beginPath()
  pen.moveTo(x - rim * 0.92, y + rim * 0.28)
  pen.quadraticCurveTo(x - rim * 0.8, y + rim * 0.6, x - rim * 0.55, y + rim * 0.76)
  pen.stroke()
}

function poppy({ pen, dice, height }: Painting, x: number, y: number, size: number): void {
  const lean = (dice.next() - 0.5) * size * 0.8
  pen.strokeStyle = '#3d5c2a'
  pen.lineWidth = Math.max(1.5, size * 0.045)
  pen.beginPath()
  pen.moveTo(x, y)
  pen.quadraticCurveTo(x + lean * 0.2, y + size * 1.2, x + lean, Math.min(height + size, y + size * 3.4))
  pen.stroke()
  const petals = 5
  for (let petal = 0; petal < petals; petal++) {
    const angle = -Math.PI / 2 + (petal / petals) * Math.PI * 2 + dice.next() * 0.4
    const [px, py] = [x + Math.cos(angle) * size * 0.26, y + Math.sin(angle) * size * 0.17]
    const color = pen.createRadialGradient(x, y + size * 0.05, size * 0.05, px, py, size * 0.52)
    for (const [at, tone] of [[0, '#5f0d12'], [0.28, '#c9211c'], [0.8, '#f04b32'], [1, '#ff8a5c']] as const) color.addColorStop(at, tone)
    pen.fillStyle = color
    pen.beginPath()
    pen.ellipse(px, py, size * 0.36, size * 0.27, angle * 0.4, 0, Math.PI * 2)
    pen.fill()
  }
  pen.fillStyle = '#1f1a14'
  pen.beginPath()
  pen.ellipse(x, y + size * 0.02, size * 0.09, size * 0.07, 0, 0, Math.PI * 2)
  pen.fill()
}

function shadowUnder({ pen }: Painting, x: number, y: number, wide: number, tall: number, strength: number): void {
  pen.fillStyle = `rgba(20,8,2,${strength})`
  pen.beginPath()
  pen.ellipse(x, y, wide, tall, 0, 0, Math.PI * 2)
  pen.fill()
}

// `node scripts/readme-film.mjs [FILE.gif]`: the short film of the README. A real house is started in a passing folder, a real
// conversation is held with it (pictures that Kinora paints itself), and what was said and what came of it is put into one
// film by Kinora's own draft and renderer: the chat as drawn bubbles, the films as clips. Needs a build.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { applyOperations, emptyDraft } from '../dist/src/draft/index.js'
import { createMedia, paintDemoPictures } from '../dist/src/media/index.js'

const house = join(dirname(fileURLToPath(import.meta.url)), '..')
const file = resolve(process.argv[2] ?? join(house, 'docs/kinora.gif'))
const program = join(house, 'dist/src/main.js')
const folder = mkdtempSync(join(tmpdir(), 'kinora-readme-'))
const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), KINORA_LOG_LEVEL: 'silent', NEMO_TOKEN: '', LANG: 'en_US.UTF-8', LC_ALL: '' }

GlobalFonts.registerFromPath(join(house, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'), 'Inter')

const size = { width: 800, height: 450 }
const rate = { numerator: 25, denominator: 1 }
const chosen = [0, 1, 2, 5, 6, 7, 9]
const said = ['make a 10 second film: calm music, no camera moves, title “North”', 'warmer colours, and remove the second photo', 'export']

try {
  const talk = await holdConversation()
  const film = await cut(talk)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(join(folder, 'readme.json'), JSON.stringify(film))
  await run(['render', join(folder, 'readme.json'), '-o', file, '--quality', 'high'])
  console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(2)} MB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// ---------------------------------------------------------------------------------------------- the conversation

async function holdConversation() {
  const painted = join(folder, 'painted')
  const photos = join(folder, 'north')
  for (const one of [painted, photos]) mkdirSync(one)
  const paths = (await paintDemoPictures(painted)).filter((_path, index) => chosen.includes(index))
  const server = spawn(process.execPath, [program, 'serve', '--data', join(folder, 'data'), '--port', '0'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const url = await new Promise((found, lost) => {
      server.stdout.on('data', (text) => { const at = /http:\/\/[\d.]+:\d+/.exec(text); if (at) found(at[0]) })
      server.once('exit', () => lost(new Error('The server did not start.')))
    })
    const [first, second] = said
    const lines = await chat(url, [...paths, '-o', join(folder, 'one.mp4'), ...['--say', first, '--say', 'export 540p', '--say', second, '--say', 'export 540p', '--say', said[2]]])
    const films = lines.filter(({ film }) => film !== undefined).map(({ film }) => film)
    const replies = lines.filter(({ route }) => route === 'chat').map(({ text }) => text.split('\n')[0])
    return { replies, films, size: films.at(-1).bytes }
  } finally {
    server.kill('SIGTERM')
    await new Promise((ended) => (server.exitCode === null ? server.once('exit', ended) : ended()))
  }
}

async function chat(url, args) {
  const out = await run(['chat', '--json', '--api-url', url, ...args])
  return out.trim().split('\n').map((line) => JSON.parse(line))
}

function run(args) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (text) => { out += text })
  return new Promise((done, failed) => child.on('close', (code) => (code === 0 ? done(out) : failed(new Error(`kinora ${args[0]} ended with ${code}.`)))))
}

// ---------------------------------------------------------------------------------------------- the film

async function cut({ replies, films, size: bytes }) {
  const screen = { x: 344, y: 96, width: 432, height: 243 }
  const column = { x: 24, width: 296 }
  const drawn = []
  const still = (name, picture) => { const path = join(folder, `${name}.png`); writeFileSync(path, picture.encodeSync('png')); drawn.push(path); return path }
  let y = 50
  const bubbles = [
    { who: 'you', text: said[0], at: 600 }, { who: 'kinora', text: replies[0], at: 1900 },
    { who: 'you', text: said[1], at: 7000 }, { who: 'kinora', text: replies[1], at: 8100 },
    { who: 'you', text: said[2], at: 12_600 }, { who: 'kinora', text: `The film is ready: north.mp4, 1080p, ${(bytes / 1e6).toFixed(1)}\u00a0MB.`, at: 13_600 },
  ].map((one, index) => {
    const picture = bubble(one.text, one.who, column.width)
    const placed = { ...one, path: still(`bubble-${index}`, picture), frame: { x: column.x, y, width: column.width, height: picture.height / 2 } }
    y += picture.height / 2 + (one.who === 'you' ? 6 : 10)
    return placed
  })
  if (y - 10 > size.height - 8) throw new Error(`The conversation is ${y - size.height} pixels too high for the picture.`)
  const total = 16_000
  const back = still('window', windowPicture(screen))
  const bezel = still('bezel', bezelPicture(screen))
  const clips = films.slice(0, 2).map(({ path }) => path)
  const assets = (await createMedia().examine([...drawn, ...clips])).map((found) => { if (!found.ok) throw new Error(JSON.stringify(found.faults)); return found.asset })
  const idOf = (path) => assets.find((asset) => resolve(asset.source) === resolve(path)).id
  const share = ({ x, y, width, height }) => ({ x: x / size.width, y: y / size.height, width: width / size.width, height: height / size.height })
  const overlay = (path, frame, start, duration, fit = 'contain') => ({ name: 'add-overlay', asset: idOf(path), role: 'inset', frame: share(frame), start, duration, fit })
  const shown = [2600, 8700]
  const operations = [
    { name: 'set-canvas', ...size, frameRate: rate }, ...assets.map((asset) => ({ name: 'add-asset', asset })),
    { name: 'add-photo', asset: idOf(back), duration: total, style: { fit: 'cover' } },
    overlay(clips[0], screen, shown[0], shown[1] - shown[0], 'cover'), overlay(clips[1], screen, shown[1], Math.min(total - shown[1], 7200), 'cover'),
    overlay(bezel, screen, 0, total),
    ...bubbles.map(({ path, frame, at }) => overlay(path, frame, at, total - at)),
  ]
  const made = applyOperations(emptyDraft(), operations)
  if (!made.ok) throw new Error(JSON.stringify(made.faults))
  const gentle = (segment) => (segment.start > 0 ? { ...segment, fadeIn: 240 } : segment)
  return { ...made.draft, title: 'kinora', overlays: made.draft.overlays.map((track) => ({ ...track, segments: track.segments.map(gentle) })) }
}

// ---------------------------------------------------------------------------------------------- what is drawn

/** Everything at twice its size; the renderer makes it smooth. */
function draw(width, height, paint) {
  const canvas = createCanvas(Math.round(width * 2), Math.round(height * 2))
  const context = canvas.getContext('2d')
  context.scale(2, 2)
  paint(context)
  return canvas
}

function windowPicture(screen) {
  return draw(size.width, size.height, (context) => {
    const ground = context.createLinearGradient(0, 0, size.width, size.height)
    ground.addColorStop(0, '#10151f')
    ground.addColorStop(1, '#172033')
    context.fillStyle = ground
    context.fillRect(0, 0, size.width, size.height)
    context.fillStyle = '#0b0f17'
    context.fillRect(0, 0, size.width, 40)
    for (const [index, color] of ['#ff5f57', '#febc2e', '#28c840'].entries()) {
      context.fillStyle = color
      context.beginPath()
      context.arc(24 + index * 20, 20, 6, 0, 7)
      context.fill()
    }
    context.fillStyle = '#8b98ad'
    context.font = '500 14px Inter'
    context.textAlign = 'center'
    context.fillText('your agent, with kinora', size.width / 2, 25)
    context.textAlign = 'left'
    context.fillStyle = '#0b0f17'
    rounded(context, screen.x - 8, screen.y - 8, screen.width + 16, screen.height + 16, 16)
    context.fill()
    context.fillStyle = '#2a3650'
    context.beginPath()
    context.moveTo(screen.x + screen.width / 2 - 13, screen.y + screen.height / 2 - 17)
    context.lineTo(screen.x + screen.width / 2 + 19, screen.y + screen.height / 2)
    context.lineTo(screen.x + screen.width / 2 - 13, screen.y + screen.height / 2 + 17)
    context.fill()
    context.fillStyle = '#8592a8'
    context.font = '500 14px Inter'
    context.textAlign = 'center'
    context.fillText('made on this machine: no network, no model, no key', screen.x + screen.width / 2, screen.y + screen.height + 36)
  })
}

/** The corners of the screen, which lie over the film. */
function bezelPicture({ width, height }) {
  return draw(width, height, (context) => {
    context.fillStyle = '#0b0f17'
    context.fillRect(0, 0, width, height)
    context.globalCompositeOperation = 'destination-out'
    rounded(context, 0, 0, width, height, 10)
    context.fill()
  })
}

function bubble(text, who, width) {
  const you = who === 'you'
  const font = '500 14px Inter'
  const measure = createCanvas(8, 8).getContext('2d')
  measure.font = font
  const lines = wrapped(measure, text, width - 28)
  const height = lines.length * 19 + (you ? 16 : 22)
  const wide = you ? Math.ceil(Math.max(...lines.map((line) => measure.measureText(line).width))) + 28 : width
  return draw(width, height, (context) => {
    if (you) {
      context.fillStyle = '#2f6df6'
      rounded(context, width - wide, 0, wide, height, 12)
      context.fill()
    } else {
      context.fillStyle = '#f5b942'
      context.font = '600 11px Inter'
      context.fillText('kinora', 0, 12)
    }
    context.font = font
    context.fillStyle = you ? '#ffffff' : '#d7deea'
    lines.forEach((line, index) => context.fillText(line, you ? width - wide + 14 : 0, (you ? 22 : 31) + index * 19))
  })
}

function wrapped(context, text, width) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
    if (context.measureText(longer).width <= width || lines.at(-1) === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function rounded(context, x, y, width, height, radius) {
  context.beginPath()
  context.roundRect(x, y, width, height, radius)
}

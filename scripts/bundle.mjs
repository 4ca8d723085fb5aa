// Joins the compiled modules of the program, the library's face and their threads and children into few files under
// dist/program, which package.json points to: Node takes about half a millisecond for every module of every thread.
// Packages stay outside, except zod, of which a fifth is used. Where the bundler cannot run or a bundle would look for a
// file that is not there, the files only point to dist/src and the reason is said: slower to start, otherwise the same.
// Run by `npm run build` after the compiler. Why: docs/decisions/0035.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiled = join(root, 'dist/src')
const target = join(root, 'dist/program')
const inside = ['zod']
// Wherever a module lay, its bundle lies two folders below the manifest.
const manifest = /new URL\('(?:\.\.\/)+package\.json', import\.meta\.url\)/g

// Threads and children are started by file name beside whoever starts them, so each is an entry under its own name.
const files = ['main.js', 'index.js', ...globSync(['**/*-worker.js', '**/*-child.js', '**/*-host.js'], { cwd: compiled })].map((file) => join(compiled, file))
const entries = Object.fromEntries(files.map((file) => [basename(file, '.js'), file]))
if (Object.keys(entries).length !== files.length) throw new Error(`Two threads or children have the same file name: ${files.map((file) => basename(file)).join(', ')}`)

clear()
try {
  await bundle(await import('rolldown'))
} catch (reason) {
  console.error(`bundle: ${String(reason.message).split('\n')[0]}; dist/program points to dist/src`)
  clear()
  point()
}

function clear() {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
}

async function bundle({ rolldown }) {
  const build = await rolldown({
    input: entries,
    platform: 'node',
    plugins: [{ name: 'our-manifest', transform: (code) => code.replace(manifest, "new URL('../../package.json', import.meta.url)") }],
    external: (id) => !/^[./]|^[a-z]:/i.test(id) && !inside.some((name) => id === name || id.startsWith(`${name}/`)),
  })
  const { output } = await build.write({ dir: target, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' })
  for (const name of inside) copyFileSync(join(root, 'node_modules', name, 'LICENSE'), join(target, `LICENSE-${name}.txt`))
  for (const { fileName, code } of output) if (code !== undefined) checkPlaces(fileName, code)
}

// What a module finds beside itself must be there for its bundle too.
function checkPlaces(fileName, code) {
  for (const [, place] of code.matchAll(/new URL\(\s*["'`]([^"'`]+)["'`],\s*import\.meta\.url/g)) {
    // A thread by name: every thread is an entry.
    // The built workspace lies beside dist/program as it does beside dist/src.
    if (place === '../../package.json' || place === '../web' || place.startsWith('./${') || (place.startsWith('./') && basename(place, '.js') in entries)) continue
    throw new Error(`dist/program/${fileName} looks for ${place} beside itself, which no entry of scripts/bundle.mjs gives`)
  }
}

function point() {
  for (const [name, file] of Object.entries(entries)) {
    const place = JSON.stringify(relative(target, file))
    writeFileSync(join(target, `${name}.js`), `${/^#!.*\n/.exec(readFileSync(file, 'utf8'))?.[0] ?? ''}export * from ${place}\n`)
  }
}

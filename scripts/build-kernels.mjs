// Compiles the AssemblyScript kernels into one TypeScript file that holds the module as base64, so that the pure
// compositor needs no file access at run time. Does nothing when the sources are those of the file already there.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = globSync(['src/compositor/kernels/assembly/*.ts'], { cwd: root }).sort()
const target = join(root, 'src/compositor/kernels/kernels.wasm.ts')
const options = [
  '--enable', 'simd', '--enable', 'bulk-memory', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--initialMemory', '1',
  '-O3', '--converge', '--noAssert', '--use', 'abort=', '--memoryBase', '0',
]
const stamp = createHash('sha256')
  .update(sources.map((name) => `${name}\n${readFileSync(join(root, name), 'utf8')}`).join('\n'))
  .update(options.join(' '))
  .digest('hex')

if (!existsSync(target) || !readFileSync(target, 'utf8').includes(stamp)) await build()

async function build() {
  const { default: asc } = await import('assemblyscript/asc')
  const outputs = new Map()
  const { error, stderr } = await asc.main(
    ['src/compositor/kernels/assembly/index.ts', '-o', 'kernels.wasm', ...options],
    {
      readFile: (name, base) => readIfThere(join(base, name)),
      writeFile: (name, contents) => void outputs.set(name, contents),
      listFiles: () => [],
    },
  )
  const problems = stderr.toString()
  if (error || problems.includes('ERROR')) {
    console.error(problems || error)
    process.exit(1)
  }
  const bytes = outputs.get('kernels.wasm')
  WebAssembly.validate(bytes) || fail()
  const text = Buffer.from(bytes).toString('base64').replace(/.{1,140}/g, (line) => `  '${line}',\n`)
  writeFileSync(target, `// Made by scripts/build-kernels.mjs from ./assembly; do not edit. Sources: ${stamp}
/** The compiled kernels (${bytes.length} bytes of WebAssembly) as base64. */
export const kernelsModule: string = [\n${text}].join('')\n`)
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

function fail() {
  console.error('The compiled kernels are not a valid WebAssembly module for this Node.')
  process.exit(1)
}

// The plain facts of a machine for `kinora doctor`: Node, cores, memory, disk, folders that must be writable, the cache.
// Never throws; each finding says what to do when something is short.

import { mkdir, mkdtemp, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { availableParallelism, freemem, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import type { MachineFinding } from '../studio/index.ts'
import { describeBytes } from './report.ts'

const leastNode = [20, 19] as const
/** A 1080p film needs about 0.6 GB with two workers; less free memory than this leaves the machine no air. */
const enoughMemory = 1.5 * 1024 ** 3
/** Chunks of a ten-minute film, plates and the film itself. */
const enoughDisk = 2 * 1024 ** 3

export async function examineMachine(cache: string): Promise<readonly MachineFinding[]> {
  return [nodeFinding(), coresFinding(), memoryFinding(), await folderFinding('temporary-folder', tmpdir()), await diskFinding(cache), await cacheFinding(cache)]
}

function nodeFinding(): MachineFinding {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const fits = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  const detail = `Node ${process.versions.node}, ${type()} ${release()}, ${process.arch}`
  return fits ? { name: 'node', state: 'ok', detail } : { name: 'node', state: 'missing', detail, advice: `Install Node ${leastNode.join('.')} or newer.` }
}

function coresFinding(): MachineFinding {
  const cores = availableParallelism()
  return { name: 'cores', state: 'ok', detail: `${cores} ${cores === 1 ? 'core' : 'cores'}, so ${cores} ${cores === 1 ? 'worker' : 'workers'} by default` }
}

function memoryFinding(): MachineFinding {
  // A container may be allowed less than the machine has.
  const allowed = process.constrainedMemory?.() ?? 0
  const total = allowed > 0 && allowed < totalmem() ? allowed : totalmem()
  const free = Math.min(total, freemem())
  const detail = `${describeBytes(total)}, ${describeBytes(free)} free`
  return total >= enoughMemory ? { name: 'memory', state: 'ok', detail } : { name: 'memory', state: 'limited', detail, advice: 'Use --workers 1 and --quality draft.' }
}

async function folderFinding(name: string, folder: string): Promise<MachineFinding> {
  try {
    const inside = await mkdtemp(join(folder, 'kinora-doctor-'))
    await writeFile(join(inside, 'try'), 'try')
    await rm(inside, { recursive: true, force: true })
    return { name, state: 'ok', detail: `${folder} can be written` }
  } catch (thrown) {
    return { name, state: 'missing', detail: `${folder} cannot be written: ${message(thrown)}`, advice: 'Set TMPDIR to a folder that can be written.' }
  }
}

async function diskFinding(cache: string): Promise<MachineFinding> {
  try {
    await mkdir(cache, { recursive: true })
    const { bavail, bsize } = await statfs(cache)
    const free = bavail * bsize
    const detail = `${describeBytes(free)} free where the cache lies`
    return free >= enoughDisk ? { name: 'disk', state: 'ok', detail } : { name: 'disk', state: 'limited', detail, advice: 'Free some space, or give another place with --cache DIR.' }
  } catch (thrown) {
    return { name: 'disk', state: 'limited', detail: `${cache}: ${message(thrown)}`, advice: 'Give a folder that can be written with --cache DIR, or --cache none.' }
  }
}

async function cacheFinding(cache: string): Promise<MachineFinding> {
  try {
    return { name: 'cache', state: 'ok', detail: `${cache} holds ${describeBytes(await sizeOf(cache))}; it can be deleted at any time` }
  } catch {
    return { name: 'cache', state: 'ok', detail: `${cache} is empty` }
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const sizes = await Promise.all(entries.map((entry) => (entry.isDirectory() ? sizeOf(join(folder, entry.name)) : stat(join(folder, entry.name)).then((found) => found.size, () => 0))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function message(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

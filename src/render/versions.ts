// The versions of everything that decides a pixel or a packet and is not in this repository: they are part of every
// chunk's name, so that an upgrade never mixes old chunks with new ones.

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// libav with its encoders; the photo decoder; the HEIC decoder; the text drawer.
const packages = ['node-av', 'sharp', 'libheif-js', '@napi-rs/canvas'] as const

/** `name@version` of each package, read from the manifests without loading any of them. */
export function libraryVersions(): readonly string[] {
  return packages.map((name) => `${name}@${versionOf(name)}`)
}

function versionOf(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.resolve(name))); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'))
    if (manifest?.name === name) return manifest.version ?? 'unknown'
  }
  return 'unknown'
}

function readManifest(path: string): { readonly name?: string; readonly version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string }
  } catch {
    return undefined
  }
}

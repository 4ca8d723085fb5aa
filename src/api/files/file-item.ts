// A file as clients know it, and its address. The secret part of the address is the key; the name is for people only.

import { extname } from 'node:path/posix'
import type { StoredAsset } from '../../studio/index.ts'
import type { Asset } from '../../draft/index.ts'

/** What every upload route and the state tell of a file. */
export interface FileItem {
  readonly file_id: string
  readonly filename: string
  readonly file_type: 'video' | 'image' | 'audio' | 'text'
  readonly mime_type: string
  readonly cdn_url: string
  readonly url: string
  /** Seconds. */
  readonly duration: number
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly size: number
  readonly hash: string
  readonly warnings?: string[]
}

const types = { photo: 'image', clip: 'video', sound: 'audio' } as const

export function fileItem(stored: StoredAsset, publicUrl: string): FileItem {
  const facts = stored.asset?.facts
  const url = fileUrl(stored, publicUrl)
  return {
    file_id: stored.id, filename: stored.name, file_type: stored.asset === undefined ? 'text' : types[stored.asset.kind], mime_type: stored.mimeType, cdn_url: url, url,
    duration: facts !== undefined && facts.kind !== 'photo' ? facts.duration / 1000 : 0,
    width: facts !== undefined && facts.kind !== 'sound' ? facts.width : 0, height: facts !== undefined && facts.kind !== 'sound' ? facts.height : 0,
    fps: facts?.kind === 'clip' ? Math.round(facts.frameRate * 1000) / 1000 : 0, size: stored.bytes, hash: stored.hash, ...(stored.warnings.length > 0 && { warnings: [...stored.warnings] }),
  }
}

/** `https://SELF/f/<secret>/beach.jpg` */
export function fileUrl({ secret, name }: Pick<StoredAsset, 'secret' | 'name'>, publicUrl: string): string {
  return `${publicUrl}/f/${secret}/${encodeURIComponent(plainName(name))}`
}

// Short, since agents copy it by hand, and without anything a shell would take as its own.
function plainName(name: string): string {
  const extension = extname(name)
  const stem = name.slice(0, name.length - extension.length)
  const safe = (text: string) => (text as string & { toWellFormed(): string }).toWellFormed().replace(/[\u0000-\u001f\u007f/\\?#%&'"<>|*:;$`!(){}[\]\s]+/g, '-').replace(/^[-.]+|-+$/g, '')
  return `${safe(stem).slice(0, 80) || 'file'}${safe(extension) === '' ? '' : `.${safe(extension)}`}`
}

/** Addresses of a film's material, for drafts in short keys. */
export function addressBook(files: readonly StoredAsset[], publicUrl: string): (asset: Asset) => string | undefined {
  const byId = new Map(files.flatMap((file) => [[file.id, file], ...(file.asset === undefined ? [] : [[file.asset.id, file] as const])] as const))
  return (asset) => {
    const file = byId.get(asset.id)
    return file === undefined ? undefined : fileUrl(file, publicUrl)
  }
}

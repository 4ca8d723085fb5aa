// Files on their way: a few at a time, each in parts, paused, gone on with and given up by the person, through networks
// that break and pages that are loaded anew. Pure reckoning over a door that really sends: no fetch, no database, no clock
// of its own in here. Never loses one file because of another.

import { isMoving, isOpen, isSameFile, type Upload, type UploadProblem } from './upload.ts'

/** The server's side of one film, as the queue needs it. */
export interface UploadDoor {
  /** Begins; the server's name of the upload. */
  begin(upload: Upload, signal: AbortSignal): Promise<string>
  /** Bytes that the server has; undefined: it no longer knows the upload. */
  standing(remote: string, signal: AbortSignal): Promise<number | undefined>
  /** Sends a part; `progress` hears of bytes of the part. The file's id once the last part has been looked at. */
  send(remote: string, offset: number, part: Blob, progress: (bytes: number) => void, signal: AbortSignal): Promise<{ readonly offset: number; readonly file?: string }>
  /** The file's id when the film has it already: the answer to the last part may have been lost. */
  arrived(upload: Upload, signal: AbortSignal): Promise<string | undefined>
  /** Gives it up on the server, quietly. */
  drop(remote: string): Promise<void>
}

/** Remembers uploads over a reload. May forget; never throws. */
export interface UploadMemory {
  keep(upload: Upload, bytes?: Blob): Promise<void>
  forget(id: string): Promise<void>
}

export interface UploadWorld {
  readonly memory: UploadMemory
  /** ms since 1970 */
  readonly now: () => number
  /** Resolves after this many ms, or sooner when the network comes back or the signal says so. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Whether a thrown thing means that the server could not be reached, so that trying again makes sense; else why it said no. */
  readonly problemOf: (thrown: unknown) => UploadProblem | 'away'
  /** Why a file need not even be tried. */
  readonly refusalOf: (file: { readonly name: string; readonly size: number; readonly type: string }) => UploadProblem | undefined
}

export interface UploadQueue {
  current(): readonly Upload[]
  onChange(heard: () => void): () => void
  /** From now on files of this film go through this door. */
  serve(session: string, door: UploadDoor): void
  /** Files for a film; one that the page had lost goes on where it was. Gives the names of the uploads. */
  add(session: string, files: readonly File[]): readonly string[]
  /** What a memory held: `bytes` where it still has them. */
  recall(kept: readonly { readonly upload: Upload; readonly bytes?: Blob }[]): void
  pause(ids: readonly string[]): void
  /** Also those that were refused or lost their way. */
  resume(ids: readonly string[]): void
  cancel(ids: readonly string[]): void
  /** Takes those that are done or refused out of the list. */
  tidy(session: string): void
  /** Resolves when no file of the film is open any more. */
  settled(session: string, signal?: AbortSignal): Promise<void>
}

/** Two fill a line; a third covers the time in which the server looks at one. */
export const atOnce = 3
/** Bytes of a part: few journeys, and little to send again. */
export const partSize = 6 * 1024 * 1024
/** Pauses between tries to reach a server, ms; the last one again and again. */
const pauses = [500, 1500, 4000, 8000, 15_000, 30_000]

export function createUploadQueue(world: UploadWorld): UploadQueue {
  let uploads: readonly Upload[] = []
  let serial = 0
  const bytesOf = new Map<string, Blob>()
  const running = new Map<string, AbortController>()
  const doors = new Map<string, UploadDoor>()
  const listeners = new Set<() => void>()

  const change = (next: readonly Upload[]) => {
    uploads = next
    listeners.forEach((heard) => heard())
  }
  const find = (id: string) => uploads.find((one) => one.id === id)
  const patch = (id: string, next: Partial<Upload>) => change(uploads.map((one) => (one.id === id ? cleaned({ ...one, ...next }) : one)))
  const kept = (id: string) => {
    const upload = find(id)
    if (upload !== undefined) void world.memory.keep(upload)
  }

  const fill = () => {
    for (const upload of uploads) {
      if (running.size >= atOnce) return
      const door = doors.get(upload.session)
      if (upload.state !== 'waiting' || door === undefined || running.has(upload.id)) continue
      const stop = new AbortController()
      running.set(upload.id, stop)
      void carry(upload.id, door, stop.signal).finally(() => {
        if (running.get(upload.id) === stop) running.delete(upload.id)
        fill()
      })
    }
  }

  /** Brings one file over, however often the way breaks. */
  const carry = async (id: string, door: UploadDoor, signal: AbortSignal) => {
    for (let failures = 0; !signal.aborted;) {
      const before = find(id)?.sent ?? 0
      try {
        await sendAll(id, door, signal)
        return
      } catch (thrown) {
        if (signal.aborted) return
        const problem = world.problemOf(thrown)
        if (problem !== 'away') {
          patch(id, { state: 'refused', problem })
          void world.memory.forget(id)
          return
        }
        if ((find(id)?.sent ?? 0) > before) failures = 0
        patch(id, { state: 'away' })
        await world.wait(pauses[Math.min(failures, pauses.length - 1)]!, signal)
        failures += 1
      }
    }
  }

  const sendAll = async (id: string, door: UploadDoor, signal: AbortSignal) => {
    const [upload, bytes] = [find(id), bytesOf.get(id)]
    if (upload === undefined || bytes === undefined) return
    let remote = upload.remote
    let offset = remote === undefined ? undefined : await door.standing(remote, signal)
    if (signal.aborted) return
    if (remote !== undefined && offset === undefined) {
      const file = await door.arrived(upload, signal)
      if (signal.aborted) return
      if (file !== undefined) return arrived(id, file)
    }
    if (remote === undefined || offset === undefined) {
      remote = await door.begin(upload, signal)
      offset = 0
      patch(id, { remote, sent: 0 })
      kept(id)
    }
    while (!signal.aborted) {
      const from: number = offset
      const part = bytes.slice(from, from + partSize)
      patch(id, { state: part.size === 0 ? 'looking' : 'sending', sent: from })
      const after: { readonly offset: number; readonly file?: string } = await door.send(remote, from, part, (sent) => {
        if (!signal.aborted) patch(id, from + sent >= upload.bytes ? { state: 'looking', sent: upload.bytes } : { sent: from + sent })
      }, signal)
      if (signal.aborted) return
      offset = after.offset
      if (after.file !== undefined) return arrived(id, after.file)
    }
  }

  const arrived = (id: string, file: string) => {
    patch(id, { state: 'done', sent: find(id)?.bytes ?? 0, file })
    bytesOf.delete(id)
    void world.memory.forget(id)
  }

  const stop = (id: string) => {
    running.get(id)?.abort()
    running.delete(id)
  }

  return {
    current: () => uploads,
    onChange(heard) {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    serve(session, door) {
      doors.set(session, door)
      fill()
    },
    add(session, files) {
      const names: string[] = []
      for (const file of files) {
        const facts = { name: file.name, bytes: file.size, modified: file.lastModified }
        const known = uploads.find((one) => one.session === session && isSameFile(one, facts) && isOpen(one))
        if (known !== undefined) {
          names.push(known.id)
          if (known.state !== 'missing') continue
          bytesOf.set(known.id, file)
          patch(known.id, { state: 'waiting' })
          continue
        }
        serial += 1
        const problem = world.refusalOf(file)
        const upload: Upload = { id: `${world.now().toString(36)}-${serial}`, session, ...facts, type: file.type, state: problem === undefined ? 'waiting' : 'refused', sent: 0, ...(problem && { problem }) }
        change([...uploads, upload])
        names.push(upload.id)
        if (problem !== undefined) continue
        bytesOf.set(upload.id, file)
        void world.memory.keep(upload, file)
      }
      fill()
      return names
    },
    recall(list) {
      for (const { upload, bytes } of list) {
        if (find(upload.id) !== undefined) continue
        if (bytes !== undefined) bytesOf.set(upload.id, bytes)
        change([...uploads, cleaned({ ...upload, state: bytes === undefined ? 'missing' : upload.state === 'paused' ? 'paused' : 'waiting' })])
      }
      fill()
    },
    pause(ids) {
      for (const id of ids) {
        const upload = find(id)
        // What the server already looks at cannot be held.
        if (upload === undefined || !isMoving(upload) || upload.state === 'looking') continue
        stop(id)
        patch(id, { state: 'paused' })
        kept(id)
      }
      fill()
    },
    resume(ids) {
      for (const id of ids) {
        const upload = find(id)
        if (upload === undefined || (upload.state !== 'paused' && upload.state !== 'refused' && upload.state !== 'away') || !bytesOf.has(id)) continue
        stop(id)
        patch(id, { state: 'waiting' })
        kept(id)
      }
      fill()
    },
    cancel(ids) {
      for (const id of ids) {
        const upload = find(id)
        if (upload === undefined) continue
        stop(id)
        bytesOf.delete(id)
        void world.memory.forget(id)
        if (upload.remote !== undefined && upload.state !== 'done') void doors.get(upload.session)?.drop(upload.remote)
      }
      change(uploads.filter(({ id }) => !ids.includes(id)))
      fill()
    },
    tidy: (session) => change(uploads.filter((one) => one.session !== session || isOpen(one))),
    settled(session, signal) {
      return new Promise((done) => {
        const look = () => {
          if (signal?.aborted !== true && uploads.some((one) => one.session === session && isOpen(one))) return
          listeners.delete(look)
          done()
        }
        listeners.add(look)
        signal?.addEventListener('abort', look, { once: true })
        look()
      })
    },
  }
}

/** A problem belongs to a refusal only. */
function cleaned(upload: Upload): Upload {
  if (upload.state === 'refused' || upload.problem === undefined) return upload
  const { problem: _, ...rest } = upload
  return rest
}

// One file on its way to a film, as the page shows it, and what may be said of many of them. Values and pure reckoning.

/**
 * waiting: in line · sending · looking: all bytes are there and the server looks at the file · away: the server cannot be
 * reached, it goes on by itself · paused: by the person · refused: the server took it not · missing: the page was loaded
 * anew and no longer has the bytes; the same file must be given again · done.
 */
export type UploadState = 'waiting' | 'sending' | 'looking' | 'away' | 'paused' | 'refused' | 'missing' | 'done'

export interface Upload {
  /** The page's own name of it. */
  readonly id: string
  readonly session: string
  /** As the person knows the file. */
  readonly name: string
  readonly bytes: number
  /** ms since 1970; with name and size it tells a file from others. */
  readonly modified: number
  /** What the browser says it is; may be empty. */
  readonly type: string
  readonly state: UploadState
  /** Bytes that the server has. */
  readonly sent: number
  /** The server's name of the upload, once it was begun. */
  readonly remote?: string
  /** The file's id in the film, once it is there. */
  readonly file?: string
  readonly problem?: UploadProblem
}

/** Why a file did not get there: a code of the page or of the server, and the server's words. */
export interface UploadProblem {
  readonly code: string
  readonly text: string
}

/** States in which the film still waits for the file. */
export function isOpen({ state }: Upload): boolean {
  return state !== 'done' && state !== 'refused'
}

/** States in which something happens by itself. */
export function isMoving({ state }: Upload): boolean {
  return state === 'waiting' || state === 'sending' || state === 'looking' || state === 'away'
}

export interface UploadTotals {
  readonly files: number
  readonly done: number
  readonly bytes: number
  readonly sent: number
  /** 0..1 */
  readonly share: number
}

export function totalsOf(uploads: readonly Upload[]): UploadTotals {
  const counted = uploads.filter(({ state }) => state !== 'refused')
  const bytes = counted.reduce((sum, one) => sum + one.bytes, 0)
  const sent = counted.reduce((sum, one) => sum + (one.state === 'done' ? one.bytes : one.sent), 0)
  return { files: counted.length, done: counted.filter(({ state }) => state === 'done').length, bytes, sent, share: bytes === 0 ? 0 : sent / bytes }
}

/** The same file given twice: by what every browser tells. */
export function isSameFile(left: Pick<Upload, 'name' | 'bytes' | 'modified'>, right: Pick<Upload, 'name' | 'bytes' | 'modified'>): boolean {
  return left.name === right.name && left.bytes === right.bytes && left.modified === right.modified
}

/** Bytes per ms over the last seconds, from moments at which a count was known. */
export interface Pace {
  /** Tells how much had been sent at a moment, ms. */
  tell(now: number, sent: number): void
  /** ms until `rest` more bytes are there; undefined: not known yet. */
  timeFor(rest: number): number | undefined
  forget(): void
}

/** Long enough to be calm, short enough to notice another network, ms. */
const paceWindow = 12_000

export function createPace(): Pace {
  let marks: { readonly now: number; readonly sent: number }[] = []
  return {
    tell(now, sent) {
      marks = [...marks.filter((mark) => now - mark.now <= paceWindow && mark.sent <= sent), { now, sent }]
    },
    timeFor(rest) {
      const [first, last] = [marks[0], marks.at(-1)]
      if (first === undefined || last === undefined || last.now - first.now < 800 || last.sent <= first.sent) return undefined
      return rest / ((last.sent - first.sent) / (last.now - first.now))
    },
    forget() {
      marks = []
    },
  }
}

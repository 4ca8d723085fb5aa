// Files of a multipart form, one after the other, streamed: nothing is held but a small buffer. A part is taken by its
// name (`files`, `files[]`, `file`) or for having a file name; fields are short texts.

import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import { once } from 'node:events'
import { cleanText } from '../core/body.ts'
import { DoorError } from '../core/failures.ts'

export interface FormFile {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
}

export interface MultipartOptions {
  readonly contentType: string
  readonly body: AsyncIterable<Buffer>
  /** Bytes of one file, plus one so that whoever counts notices. */
  readonly largest: number
  /** Files of one form. */
  readonly files: number
  /** A field; those in front of a file are told before it. */
  readonly onField: (name: string, value: string) => void
  /** Takes a file; the next one comes when its promise is done. What it does not read is thrown away. */
  readonly onFile: (file: FormFile) => Promise<void>
}

/** Reads the whole form. Throws `body-malformed` when it is broken or cut off. */
export async function readMultipart(options: MultipartOptions): Promise<void> {
  const parser = createParser(options)
  const { body } = options
  let failed: unknown
  let work: Promise<void> = Promise.resolve()
  const fail = (thrown: unknown) => { failed ??= thrown }
  let reading: BusboyFileStream | undefined
  // A part may come without a name or without a value, whatever the types say; thrown in here, that would end the process.
  parser.on('field', (name: string | undefined, value: string | undefined) => options.onField(cleanText(name ?? ''), cleanText(value ?? '')))
  parser.on('file', (_field, stream, name) => {
    // Busboy emits an error on the file when the form ends too early; unheard it would end the process.
    stream.on('error', (thrown) => fail(broken(thrown)))
    reading = stream
    work = work.then(() => (failed === undefined ? options.onFile({ name: cleanText(name ?? '') || 'file', bytes: bytesOf(stream) }) : undefined)).catch(fail).finally(() => stream.resume())
  })
  parser.on('filesLimit', () => fail(new DoorError('body-invalid', `At most ${options.files} files in one request.`)))
  parser.on('partsLimit', () => fail(new DoorError('body-invalid', 'Too many parts in one form.')))
  await feed(body, parser, () => failed !== undefined).catch((thrown: unknown) => {
    fail(thrown instanceof DoorError ? thrown : broken(thrown))
    // Whoever takes the file would wait for ever for its rest.
    reading?.destroy(thrown instanceof Error ? thrown : undefined)
  })
  await work
  if (failed !== undefined) throw failed
}

function createParser({ contentType, largest, files }: MultipartOptions): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { 'content-type': contentType }, isPartAFile: (field, _type, name) => name !== undefined || /^files?(\[\])?$/.test(field ?? ''),
      // One byte more than allowed, so that the studio sees that it is too much and says so.
      limits: { fileSize: largest + 1, files, fields: 50, fieldSize: 64 * 1024, fieldNameSize: 200, parts: files + 50, headerPairs: 50, headerSize: 16 * 1024 },
    })
  } catch (error) {
    throw broken(error)
  }
}

/** Bytes still read, and thrown away, of a form that is refused already, so that most clients come to read why. */
const patience = 16 * 1024 * 1024

// By hand instead of pipeline: the request must stay open for the answer when the form is broken.
async function feed(body: AsyncIterable<Buffer>, parser: InstanceType<typeof Busboy>, refused: () => boolean): Promise<void> {
  let over = false
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('finish', resolve)
    parser.on('error', reject)
  })
  const closed = ended.catch(() => undefined).then(() => { over = true })
  let wasted = 0
  for await (const chunk of body) {
    if (refused()) wasted += chunk.length
    if (over || wasted > patience) break
    if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), closed])
  }
  if (wasted > patience) return
  if (!over) parser.end()
  await ended
}

async function* bytesOf(stream: BusboyFileStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Uint8Array
  } catch (thrown) {
    throw broken(thrown)
  }
}

function broken(thrown: unknown): DoorError {
  return new DoorError('body-malformed', `The form is broken: ${thrown instanceof Error ? thrown.message : String(thrown)}`.slice(0, 300))
}

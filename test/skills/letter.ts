// An agent that follows a skill's document to the letter: it takes its requests, headers and addresses from the examples of
// the document itself, runs them in the order of the document in one bash, and puts in only what a person brings: files,
// words, a language. It knows nothing of the protocol but what the document says.

import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What somebody brings. */
export interface LetterWishes {
  /** The server, as NEMO_API_URL. */
  readonly url: string
  /** An empty home, and the place of the film. */
  readonly folder: string
  readonly token?: string
  /** Files instead of the document's own names; absent: the document's own names lie in the folder. */
  readonly files?: readonly string[]
  /** Messages instead of the document's example, one after the other. */
  readonly messages?: readonly string[]
  readonly language?: string
  /** The export's height, so that a test of the examples has a small film; absent: as the document says. */
  readonly resolution?: string
  /** Addresses of files instead of the document's own; absent: none is sent by address. */
  readonly addresses?: readonly string[]
}

export interface LetterResult {
  /** The answer to each message, texts of the stream joined. */
  readonly answers: readonly string[]
  /** Parsed output of the examples that end in plain JSON, in order: uploads, the submitted export, state and credits. */
  readonly bodies: readonly any[]
  /** The last line that is a link. */
  readonly link: string
  readonly film: string
}

export function bashBlocks(document: string): readonly string[] {
  return [...document.matchAll(/^```bash\n([^]*?)^```$/gm)].map(([, block]) => block!)
}

export async function followToTheLetter(document: string, wishes: LetterWishes): Promise<LetterResult> {
  mkdirSync(join(wishes.folder, 'home'), { recursive: true })
  const script = bashBlocks(document).flatMap((block) => filledIn(block, wishes)).map((block, index) => `printf '\\n#### %s\\n' ${index}\n${block}`).join('\n')
  const output = await bash(`set -u -o pipefail\nNEMO_TOKEN="\${NEMO_TOKEN:-}"\n${script}\n`, wishes)
  const parts = output.split(/^#### \d+$/m).map((part) => part.trim())
  const streams = parts.filter((part) => part.startsWith('data:'))
  return {
    answers: streams.map(textOf),
    bodies: parts.filter((part) => !part.startsWith('data:')).flatMap((part) => part.split('\n').flatMap((line) => (line.startsWith('{') ? line.replaceAll('}{', '}\n{').split('\n') : []))).map((line) => JSON.parse(line)),
    link: output.split('\n').findLast((line) => /^https?:\/\//.test(line)) ?? '',
    film: join(wishes.folder, 'film.mp4'),
  }
}

function filledIn(block: string, { files, messages, language, addresses, resolution }: LetterWishes): string[] {
  if (block.includes('"quality":"high"') && resolution !== undefined) return [changed(block, /"quality":"high"/, `"quality":"high","resolution":"${resolution}"`)]
  if (block.includes('"source_type":"url"')) {
    if (addresses === undefined) return []
    return [changed(block, /"urls":\[[^\]]*\]/, `"urls":${JSON.stringify(addresses)}`)]
  }
  if (block.includes('-F "files=@') && files !== undefined) return [changed(block, /(?: *-F "files=@[^"]*")+/, files.map((file) => `  -F "files=@${file}"`).join(' '))]
  if (block.includes('"new_message"') && messages !== undefined) return messages.map((message) => changed(block, /"text":"[^"]*"/, `"text":${JSON.stringify(message).replaceAll("'", "'\\''")}`))
  return [language === undefined ? block : block.replace(/"language":"\w+"/, `"language":"${language}"`)]
}

function changed(block: string, what: RegExp, to: string): string {
  if (!what.test(block)) throw new Error(`The example has no ${what.source}: ${block}`)
  return block.replace(what, () => to)
}

// The document waits ten seconds between two questions, thirty times. The same bash asks sooner in the beginning and later
// in the end, so that a quick machine is quick and a busy one has its five minutes.
const sleeper = `#!/bin/sh
asked=$(($(cat "$0.count" 2>/dev/null || echo 0) + 1))
echo $asked > "$0.count"
[ $asked -lt 10 ] && exec /bin/sleep 2
exec /bin/sleep 15
`

function bash(script: string, { url, folder, token }: LetterWishes): Promise<string> {
  const tools = join(folder, 'tools')
  mkdirSync(tools, { recursive: true })
  writeFileSync(join(tools, 'sleep'), sleeper)
  chmodSync(join(tools, 'sleep'), 0o755)
  const { NEMO_TOKEN: _, NEMO_CLIENT_ID: __, ...environment } = process.env
  const child = spawn('bash', ['-s'], { cwd: folder, env: { ...environment, PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`, HOME: join(folder, 'home'), NEMO_API_URL: url, ...(token !== undefined && { NEMO_TOKEN: token }) }, stdio: ['pipe', 'pipe', 'pipe'] })
  let told = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => { told += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { complained += chunk.toString() })
  child.stdin.end(script)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 && complained === '' ? resolve(told) : reject(new Error(`bash ended with ${code}: ${complained.slice(0, 2000)}\n${told.slice(-2000)}`))))
  })
}

function textOf(stream: string): string {
  return stream.split('\n').filter((line) => line.startsWith('data:')).map((line) => JSON.parse(line.slice(5)) as { type?: string; text?: string; error?: string })
    .map((event) => (event.type === 'error' ? `error: ${event.error}` : event.type === 'text' ? event.text ?? '' : '')).join('')
}

/** The document of a skill, as it lies in the repository. */
export function documentOf(name: string): string {
  return readFileSync(join('skills', name, 'SKILL.md'), 'utf8')
}

// Dockerfile and compose.yaml, read as an engine would read them and held against the program: settings by the schema, paths
// by the files, commands by the command line, ports and health by the contract. What an engine does beyond that (layers,
// networks) is not tried here.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { contract } from '../../src/api/index.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const dockerfile = read('Dockerfile')
const compose = read('compose.yaml')
const manifest = JSON.parse(read('package.json')) as { readonly bin: { readonly kinora: string }; readonly scripts: Readonly<Record<string, string>>; readonly engines: { readonly node: string } }

/** Arguments of every such instruction, in order. */
function instructions(name: string): string[] {
  return [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, rest]) => rest!)
}

/** The environment of a service: its own and, through the merge key, everybody's. Variables of the shell as given, or their defaults. */
function environmentOf(service: string, shell: Readonly<Record<string, string>>): Record<string, string> {
  const block = new RegExp(`^  ${service}:\\n((?:(?:    .*)?\\n)+)`, 'm').exec(compose)?.[1] ?? assert.fail(`compose.yaml has no service ${service}`)
  const shared = /^x-kinora:[^]*?^  environment: &settings\n((?: {4}.*\n)+)/m.exec(compose)?.[1] ?? assert.fail('compose.yaml has no shared settings')
  const lines = `${block.includes('<<: *kinora') ? shared : ''}${block}`
  return Object.fromEntries([...lines.matchAll(/^ +([A-Z][A-Z\d_]+): (.+)$/gm)].map(([, name, value]) => [name!, value!.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, variable: string, kind: string, otherwise: string) => {
    const said = shell[variable]
    if (said !== undefined) return said
    return kind === '-' ? otherwise : assert.fail(`${variable} has no value and no default`)
  })]))
}

const shell = { POSTGRES_PASSWORD: 'a-password', S3_SECRET: 'a-secret-of-the-store' }

interface Setting {
  readonly name: string
  readonly variable: string
  readonly fallback: unknown
  readonly value: unknown
}

/** Every setting as the program reads it in that environment, by name; it ends when one does not fit. */
function settingsIn(environment: Readonly<Record<string, string>>): ReadonlyMap<string, Setting> {
  const text = execFileSync(process.execPath, [join(root, manifest.bin.kinora), 'config', '--json'], { encoding: 'utf8', env: { PATH: process.env['PATH'], ...environment } })
  return new Map((JSON.parse(text) as { readonly settings: readonly Setting[] }).settings.map((setting) => [setting.name, setting]))
}

test('every setting in Dockerfile and compose.yaml is one that the program knows, with a value that fits', () => {
  const known = new Set([...settingsIn({}).values()].map(({ variable }) => variable))
  const image = Object.fromEntries(instructions('ENV').join(' ').split(' ').map((pair) => pair.split('=') as [string, string]))
  for (const name of [...dockerfile.matchAll(/KINORA_\w+/g), ...compose.matchAll(/^\s+(?:# .*?)?(KINORA_\w+|DATABASE_URL)/gm)].map((found) => found[1] ?? found[0])) assert.ok(known.has(name), `${name} is no setting`)
  const values = (environment: Readonly<Record<string, string>>, ...names: readonly string[]) => {
    const settings = settingsIn(environment)
    return names.map((name) => settings.get(name)!.value)
  }
  for (const service of ['server', 'worker']) {
    const settings = values({ ...image, ...environmentOf(service, shell) }, 'host', 'data', 'databaseUrl', 's3.endpoint', 's3.bucket', 's3.secretKey', 'workers.processes')
    assert.deepEqual(settings, ['0.0.0.0', '/data', 'postgres://…@database/kinora', 'http://storage:9000', 'kinora', '(set)', service === 'server' ? 0 : 1])
  }
  const open = environmentOf('server', { ...shell, KINORA_PUBLIC_URL: 'https://films.example', KINORA_TRUST_PROXY: 'true', KINORA_ANONYMOUS_PER_ADDRESS: '10', KINORA_SECRET: 's'.repeat(32) })
  assert.deepEqual(values(open, 'publicUrl', 'trustProxy', 'anonymous.perAddress', 'secret'), ['https://films.example', true, 10, '(set)'])
})

test('the parts of the house know each other: database, bucket and their keys', () => {
  const { DATABASE_URL = '', KINORA_S3_BUCKET, KINORA_S3_ACCESS_KEY, KINORA_S3_SECRET_KEY, KINORA_S3_ENDPOINT = '' } = environmentOf('server', shell)
  const database = new URL(DATABASE_URL)
  assert.match(compose, new RegExp(`^  ${database.hostname}:$`, 'm'))
  assert.match(compose, new RegExp(`POSTGRES_USER: ${database.username}, .*POSTGRES_DB: ${database.pathname.slice(1)}\\b`))
  assert.match(compose, new RegExp(`^  ${new URL(KINORA_S3_ENDPOINT).hostname}:$`, 'm'))
  assert.match(compose, new RegExp(`MINIO_ROOT_USER: ${KINORA_S3_ACCESS_KEY}, MINIO_ROOT_PASSWORD: '\\$\\{S3_SECRET\\}'`))
  assert.equal(KINORA_S3_SECRET_KEY, shell.S3_SECRET)
  assert.match(compose, new RegExp(`mb --ignore-existing house/${KINORA_S3_BUCKET}'`))
})

test('what the image copies is there, what it starts is the program, and it answers where the image says', () => {
  for (const line of instructions('COPY').filter((one) => !one.startsWith('--from'))) {
    for (const path of line.split(' ').slice(0, -1)) assert.ok(existsSync(join(root, path)), `${path} is not there to copy`)
  }
  const [entry] = instructions('ENTRYPOINT').map((text) => JSON.parse(text) as string[])
  assert.deepEqual(entry, ['node', manifest.bin.kinora])
  const taken = instructions('COPY').filter((one) => one.startsWith('--from')).map((one) => one.split(' ').at(-2)!.replace('/app/', ''))
  assert.ok(taken.includes(manifest.bin.kinora.split('/')[0]!) && taken.includes('package.json') && taken.includes('node_modules'), taken.join(' '))
  for (const [, script] of dockerfile.matchAll(/npm run (?:-s )?([\w:]+)/g)) assert.ok(manifest.scripts[script!] !== undefined, `npm run ${script}`)
  const ignored = read('.dockerignore').split('\n')
  for (const folder of ['node_modules', 'dist', '.git', 'kinora-data']) assert.ok(ignored.includes(folder), `${folder} belongs in no image`)
  for (const path of ['src', 'scripts', 'package-lock.json', 'tsconfig.json']) assert.ok(!ignored.includes(path), `${path} is needed to build`)
  const port = settingsIn({}).get('port')!.fallback
  assert.deepEqual(instructions('EXPOSE'), [String(port)])
  const [, healthPort, healthPath] = /fetch\('http:\/\/127\.0\.0\.1:(\d+)(\/\w+)'\)/.exec(dockerfile)!
  assert.equal(Number(healthPort), port)
  assert.ok(Object.values(contract).some(({ method, path }) => method === 'GET' && path === healthPath), healthPath)
  assert.match(compose, new RegExp(`^    ports: \\['127\\.0\\.0\\.1:${port}:${port}'\\]$`, 'm'))
  assert.ok(instructions('FROM').every((image) => Number(/^node:(\d+)-/.exec(image)?.[1]) >= Number(/\d+/.exec(manifest.engines.node)![0])), 'a Node that the package takes')
  assert.deepEqual(instructions('USER'), ['node'], 'not as root')
  for (const command of [...instructions('CMD').map((text) => (JSON.parse(text) as string[])[0]!), ...[...compose.matchAll(/command: \[(\w+)\]/g)].map(([, name]) => name!)]) {
    assert.match(execFileSync(process.execPath, [join(root, manifest.bin.kinora), command, '--help'], { encoding: 'utf8' }), new RegExp(`kinora ${command}`))
  }
})

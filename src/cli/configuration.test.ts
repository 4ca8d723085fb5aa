import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { KinoraError } from '../base/index.ts'
import { environmentOf, readConfiguration, settingsList } from './configuration.ts'

const folder = tmpdir()
const read = (environment: Record<string, string> = {}, rest: Partial<Parameters<typeof readConfiguration>[0]> = {}) => readConfiguration({ folder, environment, ...rest })

test('without any setting the server listens on loopback, with a private database and credits', async () => {
  const settings = await read()
  assert.equal(settings.host, '127.0.0.1')
  assert.equal(settings.port, 8787)
  assert.equal(settings.databaseUrl, undefined)
  assert.equal(settings.data, join(folder, 'kinora-data'))
  assert.deepEqual(settings.credits, { enabled: true, grant: 100, grantDays: 7, create: 5, edit: 1, export: 0, operation: 0 })
})

test('tokens of strangers are limited per address unless only this machine can reach the server', async () => {
  const limit = async (environment: Record<string, string>) => (await read(environment)).anonymous.perAddress
  for (const host of ['127.0.0.1', '127.8.0.2', '::1', 'localhost']) assert.equal(await limit({ KINORA_HOST: host }), 0, host)
  assert.equal(await limit({ KINORA_PUBLIC_URL: 'http://localhost:8787' }), 0)
  const open: readonly Record<string, string>[] = [{ KINORA_HOST: '0.0.0.0' }, { KINORA_HOST: '192.168.1.5' }, { KINORA_HOST: '::' }, { KINORA_PUBLIC_URL: 'https://films.example' }, { KINORA_TRUST_PROXY: 'on' }]
  for (const environment of open) assert.equal(await limit(environment), 10, JSON.stringify(environment))
  const perPage = async (environment: Record<string, string>) => (await read(environment)).anonymous.perPage
  assert.deepEqual(await Promise.all([{}, { KINORA_HOST: '::' }].map((one) => perPage(one as Record<string, string>))), [10, 10], 'any page can reach this machine from a browser on it')
  assert.deepEqual([await perPage({ KINORA_ANONYMOUS_PER_ADDRESS: '0' }), await perPage({ KINORA_ANONYMOUS_PER_ADDRESS: '0', KINORA_ANONYMOUS_PER_PAGE: '5' })], [0, 5])
  assert.deepEqual([await limit({ KINORA_ANONYMOUS_PER_ADDRESS: '3' }), await limit({ KINORA_HOST: '0.0.0.0', KINORA_ANONYMOUS_PER_ADDRESS: '0' })], [3, 0], 'what is said counts')
})

test('the command line wins over the environment, which wins over the file', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'kinora-settings-')), 'kinora.json')
  await writeFile(file, JSON.stringify({ port: 1, host: '127.0.0.2', credits: { grant: 3, edit: 9 } }))
  const settings = await read({ KINORA_PORT: '2', KINORA_CREDITS_GRANT: '4', KINORA_CREDITS_ENABLED: 'off' }, { file, given: { port: 3 } })
  assert.deepEqual([settings.port, settings.host, settings.credits.grant, settings.credits.edit, settings.credits.enabled], [3, '127.0.0.2', 4, 9, false])
})

test('a bad value is refused by the name it was given under', async () => {
  const refused = (promise: Promise<unknown>, words: RegExp) => assert.rejects(promise, (error) => error instanceof KinoraError && error.code === 'configuration-invalid' && words.test(error.message))
  await refused(read({ KINORA_PORT: 'many' }), /KINORA_PORT/)
  await refused(read({ DATABASE_URL: 'mysql://here' }), /DATABASE_URL: expected postgres/)
  await refused(read({ KINORA_CREDITS_ENABLED: 'perhaps' }), /KINORA_CREDITS_ENABLED/)
  const file = join(await mkdtemp(join(tmpdir(), 'kinora-settings-')), 'kinora.json')
  await writeFile(file, '{"prot": 1}')
  await refused(read({}, { file }), /prot/)
  await writeFile(file, '[1]')
  await refused(read({}, { file }), /one object/)
})

test('every setting has a variable of its own and a meaning', () => {
  const settings = settingsList()
  assert.ok(settings.length > 30)
  assert.equal(new Set(settings.map(({ variable }) => variable)).size, settings.length)
  for (const { name, meaning } of settings) assert.ok(meaning.length > 5, name)
  assert.equal(settings.find(({ name }) => name === 'files.largestMegabytes')?.variable, 'KINORA_FILES_LARGEST_MEGABYTES')
})

test('a child process that gets the settings as variables reads the same settings', async () => {
  const settings = await read({ KINORA_PORT: '2', DATABASE_URL: 'postgres://a/b', KINORA_CREDITS_ENABLED: 'off', KINORA_S3_ENDPOINT: 'http://127.0.0.1:9000' })
  assert.deepEqual(await read(environmentOf(settings)), settings)
})

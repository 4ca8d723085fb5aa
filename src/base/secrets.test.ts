import { test } from 'node:test'
import assert from 'node:assert/strict'
import { withoutSecrets } from './secrets.ts'

const secrets = {
  DATABASE_URL: 'postgres://a:b@c/d', KINORA_SECRET: 'x', KINORA_S3_ACCESS_KEY: 'x', KINORA_S3_SECRET_KEY: 'x', KINORA_S3_ENDPOINT: 'http://storage:9000', KINORA_METRICS_TOKEN: 'x',
  KINORA_MODEL_KEY: 'x', KINORA_VOICE_KEY: 'x', PGPASSWORD: 'x', PGHOST: 'x', AWS_ACCESS_KEY_ID: 'x', GITHUB_TOKEN: 'x', NPM_AUTH_TOKEN: 'x', OPENAI_API_KEY: 'x', SMTP_PASS: 'x',
  MY_PASSWORD_FILE: 'x', GOOGLE_APPLICATION_CREDENTIALS: 'x', https_proxy: 'http://me:word@proxy:3128', BROKER: 'amqp://u:p@h', NPM_CONFIG__AUTH: 'x',
}
const plain = {
  PATH: '/bin', HOME: '/root', TMPDIR: '/tmp', LANG: 'C', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production', LD_LIBRARY_PATH: '/lib', XDG_CACHE_HOME: '/c', KINORA_DATA: '/data',
  KINORA_VOICE_URL: 'http://127.0.0.1:1/v1', KINORA_SHERPA_MODEL: '/models/a', HTTP_PROXY: 'http://proxy:3128', UV_THREADPOOL_SIZE: '4', PASSENGER_BASE: '/', KEYBOARD: 'us',
}

test('no secret of the house or of its surroundings reaches a child, and nothing else is missing', () => {
  assert.deepEqual(withoutSecrets({ ...plain, ...secrets }), plain)
})

test('a child that cannot do without one keeps that one only', () => {
  assert.deepEqual(withoutSecrets({ ...plain, ...secrets }, ['KINORA_VOICE_KEY']), { ...plain, KINORA_VOICE_KEY: 'x' })
})

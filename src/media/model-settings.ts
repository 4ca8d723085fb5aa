// The language model that the user has set up, from the environment. Off unless an address is given.

import { KinoraError } from '../base/index.ts'
import type { ModelLimits } from '../studio/ports.ts'
import type { ModelServer } from './model-http.ts'

/**
 * `KINORA_MODEL_URL` and `KINORA_MODEL_NAME`, with `KINORA_MODEL_KEY` where the server wants one, and the bounds of one turn:
 * `KINORA_MODEL_SECONDS`, `KINORA_MODEL_TOKENS`, `KINORA_MODEL_STEPS`. Undefined without an address; throws `setting-wrong`.
 */
export function modelSettings(environment: Readonly<Record<string, string | undefined>> = process.env): { readonly server: ModelServer; readonly limits: Partial<ModelLimits> } | undefined {
  const { KINORA_MODEL_URL: address, KINORA_MODEL_NAME: model, KINORA_MODEL_KEY: key } = environment
  if (!address) return undefined
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) throw wrong('KINORA_MODEL_URL is not an address. It looks like https://host/v1.')
  if (!model) throw wrong('KINORA_MODEL_URL is set, but not which model. Name one in KINORA_MODEL_NAME.')
  const [seconds, tokens, steps] = (['KINORA_MODEL_SECONDS', 'KINORA_MODEL_TOKENS', 'KINORA_MODEL_STEPS'] as const).map((name) => wholeNumber(name, environment[name]))
  return {
    server: { address: address.replace(/\/+$/, ''), model, ...(key && { key }) },
    limits: { ...(seconds !== undefined && { time: seconds * 1000 }), ...(tokens !== undefined && { tokens }), ...(steps !== undefined && { steps }) },
  }
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (!value) return undefined
  const number = Number(value)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw wrong(`${name} must be a whole number above 0.`)
}

function wrong(message: string): KinoraError {
  return new KinoraError({ code: 'setting-wrong', message })
}

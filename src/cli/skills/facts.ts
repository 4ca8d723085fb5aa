// The facts that a skill's document states about this server: version, file types, prices.

import { createRequire } from 'node:module'
import type { SkillFacts } from './document.ts'
import { settingsList } from '../configuration.ts'

const formats = ['mp4', 'mov', 'avi', 'webm', 'mkv', 'jpg', 'png', 'gif', 'webp', 'heic', 'mp3', 'wav', 'm4a', 'aac']

export async function skillFacts(apiUrl = 'http://127.0.0.1:8787'): Promise<SkillFacts> {
  // By name and not by place: in the bundle this file stands elsewhere.
  const { version } = createRequire(import.meta.url)('kinora/package.json') as { version: string }
  const price = (name: string): number => Number(settingsList().find((setting) => setting.name === name)!.fallback)
  return {
    version, apiUrl: apiUrl.replace(/\/+$/, ''), formats,
    credits: { grant: price('credits.grant'), days: price('credits.grantDays'), create: price('credits.create'), edit: price('credits.edit'), export: price('credits.export') },
  }
}

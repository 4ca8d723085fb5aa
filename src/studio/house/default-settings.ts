// The product's own prices, grants and limits; a house changes them in its configuration.

import type { StudioSettings } from '../service.ts'

const megabyte = 1024 * 1024

export const defaultSettings: StudioSettings = {
  credits: { enabled: true, grant: 100, grantDays: 7, create: 5, edit: 1, export: 0, operation: 0 },
  // One token per client and week, ten per address, as every published client expects. The configuration of a house that
  // only its own machine can reach has no limit per address.
  anonymous: { enabled: true, days: 7, perClient: 1, perAddress: 10, perPage: 10 },
  requireAttribution: true,
  files: { largest: 500 * megabyte, perUser: 10_240 * megabyte, filmHours: 168, uploadHours: 24 },
  // A spoken script of ten minutes is about 9,000 characters.
  turns: { longestText: 20_000, perMinute: 30 },
  renders: { quality: 'standard', queued: 20 },
  publicUrl: 'http://127.0.0.1:8787',
}

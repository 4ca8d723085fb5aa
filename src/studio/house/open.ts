// The studio that serves many, put together from its desks.

import type { Job, JobContext } from '../ports.ts'
import type { Studio } from '../service.ts'
import { openAccounts } from './accounts.ts'
import { openApps } from './apps.ts'
import { clean } from './cleaning.ts'
import { openCredits } from './credit-desk.ts'
import { openListening } from './listening.ts'
import { openPreviews } from './previews.ts'
import { createRenderWork } from './render-work.ts'
import { openRenders } from './renders.ts'
import { openSessions } from './sessions.ts'
import { openSounds } from './sounds.ts'
import { createRunner } from './turn-line.ts'
import { openTurns } from './turns.ts'
import { openUploads } from './uploads.ts'
import { sendWebhook } from './webhooks.ts'
import type { StudioWorld } from './world.ts'

/** Opens the studio over a world. It starts nothing by itself: call `recover` and `clean` now and then, and hand `work` to an engine. */
export function openStudio(world: StudioWorld): Studio {
  const runner = createRunner(world)
  const films = createRenderWork(world)
  const uploads = openUploads(world)
  return {
    accounts: openAccounts(world),
    apps: openApps(world),
    credits: openCredits(world),
    sessions: openSessions(world),
    turns: openTurns(world, runner),
    uploads,
    sounds: openSounds(world, uploads),
    renders: openRenders(world),
    previews: openPreviews(world),
    listening: openListening(world),
    work: {
      async run(job: Job, context: JobContext) {
        if (job.kind === 'clean') return clean(world)
        return job.kind === 'webhook' ? sendWebhook(world, job.render) : films.run(job, context)
      },
      async dead(job: Job, reason: string) {
        if (job.kind === 'clean') return world.log?.('warn', 'clean.failed', { reason })
        return films.dead(job, reason)
      },
    },
    recover: () => runner.recover(),
    clean: () => clean(world),
    close: () => runner.close(),
  }
}

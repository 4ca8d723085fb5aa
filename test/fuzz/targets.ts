// Every parser that a stranger reaches.

import { draftTargets } from './draft-targets.ts'
import { mediaTarget } from './media-target.ts'
import { requestTargets } from './request-targets.ts'
import type { Target } from './target.ts'

export const targets: readonly Target[] = [...draftTargets, mediaTarget, ...requestTargets]

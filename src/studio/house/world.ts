// Everything a studio that serves many is handed: the database, the objects, the network, the measuring and drawing
// parts, chance and time. Whoever opens the studio plugs these together; the studio makes none of them.

import type { Clock } from '../../base/index.ts'
import type { LogPort, MediaPort, ModelDoor, MusicPort, NetworkPort, ObjectPort, PiecePort, RandomPort, RenderPort, SchedulePort, StorePort, VoicePort } from '../ports.ts'
import type { StudioSettings } from '../service.ts'

export interface StudioWorld {
  readonly store: StorePort
  readonly objects: ObjectPort
  readonly network: NetworkPort
  readonly random: RandomPort
  readonly clock: Clock
  readonly schedule: SchedulePort
  readonly media: MediaPort
  readonly music: MusicPort
  readonly voice: VoicePort
  /** Absent, as by default: the planner alone reads words. */
  readonly model?: ModelDoor
  readonly render: RenderPort
  readonly pieces: PiecePort
  readonly settings: StudioSettings
  /** Of this house, at least 32 random characters, the same in all its processes and kept outside the database: keys of claim links are made with it. */
  readonly secret: string
  readonly log?: LogPort
}

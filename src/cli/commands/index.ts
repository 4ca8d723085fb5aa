// The list of commands, in the order in which help shows them. A new command is a file beside this one and a line here.

import type { Command } from '../command.ts'
import { backup, restore } from './backup.ts'
import { chat } from './chat.ts'
import { check } from './check.ts'
import { completionOf } from './completion.ts'
import { credits } from './credits.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { exportFilm, renders } from './export.ts'
import { config, user } from './housekeeping.ts'
import { make } from './make.ts'
import { mcp } from './mcp.ts'
import { beats, music } from './music.ts'
import { ops } from './ops.ts'
import { frame, sheet } from './picture.ts'
import { edit, plan } from './plan.ts'
import { render } from './render.ts'
import { say } from './say.ts'
import { serve, worker } from './serve.ts'
import { session } from './session.ts'
import { skill } from './skill.ts'
import { speak } from './speak.ts'
import { state } from './state.ts'
import { subtitles } from './subtitles.ts'
import { token } from './token.ts'
import { upload } from './upload.ts'

export const commands: readonly Command[] = [
  make, edit, plan, render, frame, sheet, check, music, beats, speak, subtitles, demo, doctor,
  session, upload, say, state, ops, exportFilm, renders, credits, token, chat,
  serve, worker, mcp, skill, config, user, backup, restore, completionOf(() => commands),
]

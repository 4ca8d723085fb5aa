// Answers that a film alone cannot give: what is left in the account, how an export stands, and starting one. The film's
// own words come from the turn; here the house adds what it knows.

import type { Session, Tables, Turn } from '../ports.ts'
import { StudioError } from '../service.ts'
import type { TurnResult } from '../turn.ts'
import { filmLink } from './ids.ts'
import type { OutputAsked } from './render-options.ts'
import type { SubmittedRender } from './render-submit.ts'
import type { StudioWorld } from './world.ts'

type Submit = (output: OutputAsked) => Promise<SubmittedRender>

export async function answerAbout(world: StudioWorld, tables: Tables, turn: Turn, session: Session, result: TurnResult, submit: Submit): Promise<string> {
  const zh = result.plan.language === 'zh'
  switch (result.action) {
    case 'credits': return creditsAnswer(world, tables, turn, zh)
    case 'export': return exportAnswer(world, session, result, submit, zh)
    case 'state': return `${result.reply}${await exportState(world, tables, session, zh)}`
    default: return result.reply
  }
}

async function creditsAnswer({ settings: { credits } }: StudioWorld, tables: Tables, turn: Turn, zh: boolean): Promise<string> {
  if (!credits.enabled) return zh ? '这里不计点数，随便用。' : 'There are no credits here; everything is free.'
  const { available, frozen } = await tables.credits.account(turn.user)
  const reserved = frozen === 0 ? '' : zh ? `，另有 ${frozen} 点为进行中的任务预留` : `, and ${frozen} reserved by running work`
  return zh
    ? `还剩 ${available} 点${reserved}。新做一部片 ${credits.create} 点，改一次 ${credits.edit} 点，导出 ${credits.export === 0 ? '免费' : `${credits.export} 点`}。`
    : `${available} credits are left${reserved}. A new film costs ${credits.create}, a change ${credits.edit}, an export ${credits.export === 0 ? 'nothing' : credits.export}.`
}

async function exportAnswer(world: StudioWorld, session: Session, result: TurnResult, submit: Submit, zh: boolean): Promise<string> {
  if (session.draft === undefined || session.draft.picture.segments.length === 0) return result.reply
  try {
    const { render, replayed } = await submit({ format: result.output.format, ...(result.output.compress && { quality: 'draft' }) })
    const link = filmLink(world, { secret: render.secret, name: fileNameOf(render.name, render.output.format) })
    if (replayed && render.state === 'completed') return `${result.reply}\n${zh ? `这一版已经导出过：${link}` : `This version is exported already: ${link}`}`
    const begun = replayed ? (zh ? '同样的导出已在进行' : 'The same export is under way already') : zh ? '导出已开始' : 'The export has started'
    return `${result.reply}\n${zh ? `${begun}（${render.name}）。完成后在这里：${link}` : `${begun} (${render.name}). When it is finished, the film is here: ${link}`}`
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return `${result.reply}\n${zh ? `这里没能开始导出：${error.message}` : `It could not be started from here: ${error.message}`}`
  }
}

async function exportState(_world: StudioWorld, tables: Tables, session: Session, zh: boolean): Promise<string> {
  const [last] = await tables.renders.listOf({ session: session.id }, { offset: 0, limit: 1 })
  if (last === undefined) return ''
  const states = { pending: ['waiting', '排队中'], processing: [`${Math.round(last.progress)} %`, `${Math.round(last.progress)}%`], completed: ['finished', '已完成'], failed: ['failed', '失败'] } as const
  const [en, chinese] = states[last.state]
  return zh ? `\n最近一次导出（第 ${last.version} 版）：${chinese}。` : `\nLast export (version ${last.version}): ${en}.`
}

/** `Urban Dreams.mp4`, for people; never used as a path. */
export function fileNameOf(title: string, format: string): string {
  const plain = title.replace(/[\p{Cc}"*/:<>?\\|]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 80)
  return `${plain === '' || plain === 'project' ? 'film' : plain}.${format}`
}

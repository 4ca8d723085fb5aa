// What a program needs that acts with somebody's consent, tool by tool, as the public surface has it. Whoever acts with a
// token of their own needs only the scopes that the same things need elsewhere.

import type { AppScope, Caller } from '../../studio/index.ts'

export const toolScopes: Readonly<Record<string, AppScope>> = {
  get_credits: 'billing:read',
  list_video_projects: 'video:read', get_video_project: 'video:read', list_versions: 'video:read', contact_sheet: 'video:read', get_project_frame: 'video:read', preview_video: 'video:read', plan_message: 'video:read', describe_operations: 'video:read', get_generation_status: 'video:read',
  create_video_project: 'workspace:write', apply_operations: 'workspace:write', undo: 'workspace:write', redo: 'workspace:write', restore: 'workspace:write',
  delegate_to_nemo_agent: 'agent:chat', get_nemo_agent_turn: 'agent:chat', cancel_nemo_agent_turn: 'agent:chat',
  upload_asset: 'asset:write', upload_local_file: 'asset:write', generate_audio: 'asset:write',
  render_video: 'render:write', cancel_render: 'render:write', get_render_status: 'render:read', wait_for_render: 'render:read', save_film: 'render:read',
}

/** The scope that a program lacks for something; undefined: it may, or a person acts. */
export function lacking({ appScopes }: Pick<Caller, 'appScopes'>, needed: AppScope | undefined): AppScope | undefined {
  return appScopes === undefined || (needed !== undefined && appScopes.includes(needed)) ? undefined : needed ?? 'workspace:write'
}

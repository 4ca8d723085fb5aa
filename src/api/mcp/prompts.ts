// The workflows as prompts that a person picks from a menu: which tools in which order, and when to look.

export interface Prompt {
  readonly title: string
  readonly description: string
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[]
  write(given: Readonly<Record<string, string>>): string
}

const material = { name: 'material', description: 'Paths or addresses of photos, clips and music, or the folder they lie in.', required: true }
const project = { name: 'project', description: 'Id or name of the project.', required: true }

const bring = 'Send each file: upload_local_file for paths (where that tool exists), upload_asset for addresses. Name any that was refused and go on.'
const look = 'Look at contact_sheet. Where something is wrong (order, a cut-off face, an unreadable title), correct it in words with delegate_to_nemo_agent or exactly with apply_operations, and look again.'
const deliver = 'Export: render_video, then wait_for_render until it is completed. Give me the address, or save it with save_film and give me the path.'

export const prompts: Readonly<Record<string, Prompt>> = {
  make_a_film: {
    title: 'A film of my material', description: 'From photos, clips and music to a finished file.',
    arguments: [material, { name: 'wish', description: 'What it shall be: length, mood, shape, title.', required: true }],
    write: ({ material: files = '', wish = '' }) => steps(`Make a film. What I want: ${wish}`, `The material: ${files}`, 'create_video_project.', bring, 'Hand my wish in my own words to delegate_to_nemo_agent. When it asks something, ask me.', look, deliver),
  },
  correct_a_film: {
    title: 'Change a film', description: 'Corrections to a film that is there.', arguments: [project, { name: 'wish', description: 'What shall be different.', required: true }],
    write: ({ project: id = '', wish = '' }) => steps(`Change my project ${id}: ${wish}`, 'Find it with list_video_projects when that is no id; get_video_project shows it.', 'Make only this change. Several precise edits go into one apply_operations; try them with dry_run first when you are unsure.', 'Look at the frames that changed (get_project_frame), and undo what came out wrong.', 'Tell me in two sentences what changed. Do not export unless I ask.'),
  },
  highlights: {
    title: 'Highlights, cut to the beat', description: 'A short film of the best of the material, on the beat of the music.', arguments: [material, { name: 'seconds', description: 'Length, 30 when absent.', required: false }],
    write: ({ material: files = '', seconds = '30' }) => steps(`Make a highlight film of ${seconds} seconds.`, `The material: ${files}`, 'create_video_project.', bring, `delegate_to_nemo_agent: "a ${seconds} second highlight reel, the best moments, cut to the beat".`, look, deliver),
  },
  another_shape: {
    title: 'The same film for another place', description: 'A vertical, square or wide version of a film.', arguments: [project, { name: 'platform', description: 'YouTube, TikTok, Instagram, or a shape like 9:16.', required: true }],
    write: ({ project: id = '', platform = '' }) => steps(`Export my project ${id} for ${platform}.`, 'list_versions, and remember the present version.', `delegate_to_nemo_agent: "make it fit ${platform}".`, look, deliver, 'restore the version from before, so that the film stays as it was.'),
  },
}

function steps(...texts: readonly string[]): string {
  return texts.map((text, index) => `${index + 1}. ${text}`).join('\n')
}

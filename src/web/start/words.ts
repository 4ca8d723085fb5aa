// Words of the start.
import type { Words } from '../words/language.ts'

export const words = {
  en: {
    title: 'Say what film you want', about: 'Photos, clips, music or just words. You say it, Kinora cuts it, you watch it at once and change it by talking.',
    steps: [{ name: 'Drop', about: 'photos, clips, music' }, { name: 'Say', about: 'what film it shall be' }, { name: 'Watch', about: 'and change it by talking' }],
    drop: 'Drop photos, clips or music here', dropPhone: 'Add photos, clips or music', addFiles: 'Choose files', addFolder: 'Choose a folder', addMore: 'Add more', limit: (megabytes: number) => `Up to ${megabytes} MB each. Everything stays on this server.`,
    message: 'What film shall it be?', placeholder: (example: string) => `For example: ${example}`, examples: 'Sentences to begin with', make: 'Make the film', making: 'Opening the workspace…',
    files: (count: number) => (count === 1 ? '1 file' : `${count} files`), remove: (name: string) => `Take out ${name}`, clear: 'Take all out', more: (count: number) => `+${count}`, 
    samples: 'No pictures at hand? Use ten samples', samplesOn: 'Ten sample pictures', samplesOff: 'Take the sample pictures out',
    films: 'Your films', loading: 'Looking for your films…', untitled: 'Untitled film', empty: 'Nothing cut yet', open: (name: string) => `Open ${name}`, options: (name: string) => `Options of ${name}`, rename: 'Rename', delete: 'Delete…', newName: 'Name of the film', save: 'Save', cancel: 'Cancel',
    deleteTitle: (name: string) => `Delete “${name}”?`, deleteAbout: 'The film goes with its conversation, its versions and its exports. This cannot be undone.', deleteNow: 'Delete the film', showMore: 'Show more', language: '中文', languageName: 'Language: English. Change to Chinese', home: 'Kinora', tryAgain: 'Try again', 
  },
  zh: {
    title: '说一句话，做一部影片', about: '照片、视频、音乐，或者只有文字。你来说，Kinora 来剪，马上就能看，再用对话修改。',
    steps: [{ name: '拖进来', about: '照片、视频、音乐' }, { name: '说一句', about: '想要什么影片' }, { name: '马上看', about: '再用对话修改' }],
    drop: '把照片、视频或音乐拖到这里', dropPhone: '添加照片、视频或音乐', addFiles: '选择文件', addFolder: '选择文件夹', addMore: '继续添加', limit: (megabytes: number) => `每个文件最多 ${megabytes} MB。所有内容都留在这台服务器上。`,
    message: '想做一部什么影片？', placeholder: (example: string) => `例如：${example}`, examples: '可以这样开始', make: '制作影片', making: '正在打开工作台…',
    files: (count: number) => `${count} 个文件`, remove: (name: string) => `移除 ${name}`, clear: '全部移除', more: (count: number) => `+${count}`, 
    samples: '手边没有图片？用十张示例', samplesOn: '十张示例图片', samplesOff: '移除示例图片',
    films: '我的影片', loading: '正在查找影片…', untitled: '未命名影片', empty: '还没有剪辑', open: (name: string) => `打开 ${name}`, options: (name: string) => `${name} 的选项`, rename: '重命名', delete: '删除…', newName: '影片名称', save: '保存', cancel: '取消',
    deleteTitle: (name: string) => `删除“${name}”？`, deleteAbout: '影片连同对话、各个版本和导出文件会一起删除，无法恢复。', deleteNow: '删除影片', showMore: '显示更多', language: 'English', languageName: '语言：中文。切换到英文', home: 'Kinora', tryAgain: '重试', 
  },
} satisfies Words<object>

// Words of files on their way.
import type { Words } from '../words/language.ts'

export const words = {
  en: {
    drop: 'Drop to add', dropAbout: 'Photos, clips, music, whole folders',
    sending: (done: number, files: number) => `Sending files: ${done} of ${files}`, sent: (files: number) => (files === 1 ? '1 file is there' : `${files} files are there`), left: (time: string) => `${time} left`,
    states: { waiting: 'in line', sending: 'sending', looking: 'being looked at', away: 'waits for the connection', paused: 'paused', refused: 'not taken', missing: 'give the same file again', done: 'there' },
    missing: (count: number) => (count === 1 ? 'One file was not finished when the page was closed. Drop the same file again; it goes on where it was.' : `${count} files were not finished when the page was closed. Drop the same files again; they go on where they were.`),
    looking: 'being looked at', pause: 'Pause', resume: 'Go on', cancel: 'Cancel', retry: 'Try again', pauseAll: 'Pause all', tidy: 'Close the list', show: 'Show the files', hide: 'Hide the files', of: (name: string, what: string) => `${what}: ${name}`, list: 'Files on their way', total: 'All files',
    problems: {
      'file-unsupported': 'This kind of file cannot be used. Photos, videos, sounds and texts can.', 'storage-full': 'There is no room left for it. Delete files or films that are no longer needed.',
      'upload-empty': 'The file is empty.', unreadable: 'The browser can no longer read it. Choose the file again.',
    } as Readonly<Record<string, string>>,
    tooLarge: (megabytes: number) => `The file is too large: ${megabytes} MB at most. A shorter or smaller copy works.`,
    refused: (count: number) => (count === 1 ? '1 file was not taken' : `${count} files were not taken`),
  },
  zh: {
    drop: '松手即可添加', dropAbout: '照片、视频、音乐，整个文件夹也行',
    sending: (done: number, files: number) => `正在上传：${done} / ${files}`, sent: (files: number) => `${files} 个文件已上传`, left: (time: string) => `还需 ${time}`,
    states: { waiting: '排队中', sending: '上传中', looking: '正在检查', away: '等待网络', paused: '已暂停', refused: '未接收', missing: '请再给一次同一个文件', done: '已上传' },
    missing: (count: number) => `上次关闭页面时有 ${count} 个文件没传完。把同样的文件再拖进来，会从断点继续。`,
    looking: '正在检查', pause: '暂停', resume: '继续', cancel: '取消', retry: '重试', pauseAll: '全部暂停', tidy: '关闭列表', show: '展开文件', hide: '收起文件', of: (name: string, what: string) => `${what}:${name}`, list: '正在上传的文件', total: '全部文件',
    problems: {
      'file-unsupported': '这种文件用不了。可以用照片、视频、声音和文字。', 'storage-full': '空间已满。请删除不再需要的文件或影片。',
      'upload-empty': '文件是空的。', unreadable: '浏览器读不到这个文件了，请重新选择。',
    } as Readonly<Record<string, string>>,
    tooLarge: (megabytes: number) => `文件太大：最多 ${megabytes} MB。请换一个短一点或小一点的版本。`,
    refused: (count: number) => `${count} 个文件未接收`,
  },
} satisfies Words<object>

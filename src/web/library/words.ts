// Words of the library.
import type { Words } from '../words/language.ts'

export const words = {
  en: {
    library: 'Library', files: 'Files', music: 'Music', voice: 'Voice', tabs: 'Kinds of material', add: 'Add files', samples: 'Add ten sample pictures', painting: 'Painting…', none: 'Nothing here yet. Drop photos, clips or music anywhere on the page.', list: 'Files of this film',
    show: 'Show', all: 'All', unused: 'Not in the film', problems: 'With problems', nothingSuch: 'None of the files is like that.',
    kinds: { photo: 'photo', clip: 'clip', sound: 'sound', text: 'text' }, used: 'in the film', weak: 'weak', duplicate: 'duplicate', marks: { blurred: 'blurred', dark: 'dark', bright: 'bright', weak: 'weak' } as Readonly<Record<string, string>>, taken: (when: string) => `Taken ${when}`, selected: (count: number) => (count === 1 ? '1 selected' : `${count} selected`), clear: 'Select none', 
    addHere: 'Add here', addHereAbout: 'Where you are watching', addEnd: 'Add at the end', more: 'More', asMusic: 'Use as the film’s music', asInset: 'Picture in picture, here', asLogo: 'Use as logo', removeFromFilm: 'Take out of the film', delete: 'Delete the files…', deleteOne: 'Delete the file…',
    deleteTitle: (count: number) => (count === 1 ? 'Delete this file?' : `Delete ${count} files?`), deleteAbout: 'Files that the film uses stay. Deleted files cannot be brought back.', deleteNow: 'Delete', cancel: 'Cancel', kept: (names: string) => `Still used by the film, so not deleted: ${names}`,
    hint: 'Drag files to the timeline, or choose some and add them.', noFilm: 'Say what film you want, and it is made of these files; or add them one by one.', bpm: (beats: number) => `${Math.round(beats)} bpm`, by: (artist: string) => `by ${artist}`,
    moods: 'Music that Kinora composes to the length of your film. Every number is another piece.', play: (name: string) => `Listen: ${name}`, stop: (name: string) => `Stop: ${name}`, another: 'Another one', anotherOf: (name: string) => `Another piece: ${name}`, use: 'Use it', useOf: (name: string) => `Use it: ${name}`, isUsed: 'In the film', piece: (seed: number) => `No. ${seed}`, loading: 'Loading…', cannotPlay: 'It cannot be played just now.', noMusic: 'No music',
    text: 'Words to say', textHint: 'Write what the voice shall say…', voiceOf: 'Voice', sayIt: 'Add to the film here', noVoices: 'This server has no voice. Ask whoever runs it to add one.', saying: 'Adding…', 
  },
  zh: {
    library: '素材', files: '文件', music: '音乐', voice: '配音', tabs: '素材种类', add: '添加文件', samples: '添加十张示例图片', painting: '正在绘制…', none: '还没有素材。把照片、视频或音乐拖到页面任意位置。', list: '这部影片的文件',
    show: '显示', all: '全部', unused: '未使用', problems: '有问题', nothingSuch: '没有这样的文件。',
    kinds: { photo: '照片', clip: '视频', sound: '声音', text: '文字' }, used: '已用', weak: '偏弱', duplicate: '重复', marks: { blurred: '模糊', dark: '太暗', bright: '过亮', weak: '偏弱' } as Readonly<Record<string, string>>, taken: (when: string) => `拍摄于 ${when}`, selected: (count: number) => `已选 ${count} 个`, clear: '取消选择', 
    addHere: '加到这里', addHereAbout: '当前播放位置', addEnd: '加到最后', more: '更多', asMusic: '用作配乐', asInset: '画中画，放在这里', asLogo: '用作标志', removeFromFilm: '从影片中移除', delete: '删除文件…', deleteOne: '删除文件…',
    deleteTitle: (count: number) => `删除 ${count} 个文件？`, deleteAbout: '影片正在使用的文件会保留。删除后无法恢复。', deleteNow: '删除', cancel: '取消', kept: (names: string) => `影片还在使用，没有删除：${names}`,
    hint: '把文件拖到时间线，或选中后添加。', noFilm: '说说想要什么影片，就会用这些素材来做；也可以一个个添加。', bpm: (beats: number) => `${Math.round(beats)} 拍/分`, by: (artist: string) => `${artist}`,
    moods: 'Kinora 按影片长度谱写的音乐，每个编号是另一首。', play: (name: string) => `试听：${name}`, stop: (name: string) => `停止：${name}`, another: '换一首', anotherOf: (name: string) => `换一首：${name}`, use: '使用', useOf: (name: string) => `使用：${name}`, isUsed: '正在使用', piece: (seed: number) => `第 ${seed} 首`, loading: '正在加载…', cannotPlay: '现在放不了。', noMusic: '不要音乐',
    text: '要说的话', textHint: '写下要说的内容…', voiceOf: '声音', sayIt: '加到影片当前位置', noVoices: '这台服务器没有声音。请让管理员添加。', saying: '正在添加…', 
  },
} satisfies Words<object>

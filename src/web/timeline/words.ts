// Words of the timeline.
import type { Words } from '../words/language.ts'

const en = {
  timeline: 'Segments of the film', tools: 'Timeline tools', split: 'Split at the playhead', remove: 'Delete', duplicate: 'Duplicate', snapping: 'Snap to cuts, playhead and beats', zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Show the whole film', help: 'Keys', helpTitle: 'Keys of the workspace', close: 'Close',
  empty: 'When there is a film, its pictures, words and sounds are seen here.', pictures: 'Pictures', texts: 'Texts', overlays: 'Overlays', sounds: 'Sounds', title: 'Title', captions: 'Captions', subtitles: 'Subtitles',
  photo: 'photo', clip: 'clip', card: 'card', text: 'text', sound: 'sound', music: 'music', voice: 'voice', effect: 'effect', overlay: 'overlay',
  described: (name: string, kind: string, index: number, count: number, seconds: string, before: string | undefined) => `${name}, ${kind} ${index} of ${count}, ${seconds} seconds${before === undefined ? '' : `, ${before} before`}`,
  startsAt: (name: string, kind: string, index: number, count: number, seconds: string, at: string) => `${name}, ${kind} ${index} of ${count}, ${seconds} seconds, from ${at}`,
  moved: (name: string, place: number) => `${name} is now number ${place}.`, movedTo: (name: string, at: string) => `${name} now begins at ${at}.`, lasts: (name: string, seconds: string) => `${name} now lasts ${seconds} seconds.`, splitDone: (name: string) => `${name} was split.`, removed: (count: number) => (count === 1 ? 'One segment was deleted.' : `${count} segments were deleted.`),
  duplicated: (count: number) => (count === 1 ? 'One segment was duplicated.' : `${count} segments were duplicated.`), selected: (count: number) => `${count} selected`, undone: 'Undone.', redone: 'Done again.', refused: 'That was not possible.', nothing: 'Nothing to do here.', added: (count: number) => (count === 1 ? 'One picture was added.' : `${count} files were added.`), noSplit: 'Move the playhead into a picture to split it.',
  dropHere: 'Drop it into the film', several: (count: number) => `${count} segments`,
  keysFilm: 'Film', keysSegments: 'Segments', keysPlayer: [['Space, K', 'play, pause'], ['J, L', 'backwards, forwards; again: faster'], [', .', 'one frame back, forward'], ['← →', 'on the position: one frame; with Shift one second'], ['Page Up, Page Down', 'on the position: ten seconds'], ['Home, End', 'on the position: beginning, end'], ['M', 'sound on, off'], ['F', 'full screen'], ['Ctrl+Z, Ctrl+Shift+Z', 'undo, redo']],
  keysTimeline: [['← → ↑ ↓', 'go to the next segment, to another row'], ['Shift+← →', 'select several'], ['Ctrl+Space', 'in or out of the selection'], ['Ctrl+A', 'select the whole row'], ['Alt+← →', 'move; with Shift further'], ['[ ]', 'let it begin, end at the playhead'], ['+ −', 'a tenth of a second longer, shorter'], ['* _', 'a second longer, shorter'], ['S', 'split at the playhead'], ['G', 'go to its beginning'], ['Ctrl+D', 'duplicate'], ['Delete', 'delete'], ['Enter', 'edit in the panel'], ['Escape', 'let go, select nothing'], ['Ctrl+wheel, pinch', 'zoom']],
}

export const words: Words<typeof en> = {
  en,
  zh: {
    timeline: '影片片段', tools: '时间线工具', split: '在播放头处分割', remove: '删除', duplicate: '复制一份', snapping: '吸附到切点、播放头和节拍', zoomIn: '放大', zoomOut: '缩小', fit: '显示整部影片', help: '快捷键', helpTitle: '工作区快捷键', close: '关闭',
    empty: '有了影片之后，画面、文字和声音会显示在这里。', pictures: '画面', texts: '文字', overlays: '叠加', sounds: '声音', title: '标题', captions: '字幕条', subtitles: '字幕',
    photo: '照片', clip: '视频', card: '色卡', text: '文字', sound: '声音', music: '音乐', voice: '配音', effect: '音效', overlay: '叠加',
    described: (name, kind, index, count, seconds, before) => `${name}，第 ${index} 段${kind}，共 ${count} 段，${seconds} 秒${before === undefined ? '' : `，前接${before}`}`,
    startsAt: (name, kind, index, count, seconds, at) => `${name}，第 ${index} 段${kind}，共 ${count} 段，${seconds} 秒，从 ${at} 开始`,
    moved: (name, place) => `${name} 现在是第 ${place} 段。`, movedTo: (name, at) => `${name} 现在从 ${at} 开始。`, lasts: (name, seconds) => `${name} 现在时长 ${seconds} 秒。`, splitDone: (name) => `${name} 已分割。`, removed: (count) => `已删除 ${count} 段。`,
    duplicated: (count) => `已复制 ${count} 段。`, selected: (count) => `已选 ${count} 段`, undone: '已撤销。', redone: '已重做。', refused: '无法完成。', nothing: '这里没有可做的。', added: (count) => `已添加 ${count} 个文件。`, noSplit: '把播放头移到画面中间再分割。',
    dropHere: '放到影片里', several: (count) => `${count} 段`,
    keysFilm: '影片', keysSegments: '片段', keysPlayer: [['空格、K', '播放、暂停'], ['J、L', '倒放、播放；再按加速'], [', .', '后退、前进一帧'], ['← →', '在位置条上：一帧；加 Shift 一秒'], ['Page Up、Page Down', '在位置条上：十秒'], ['Home、End', '在位置条上：开头、结尾'], ['M', '静音开关'], ['F', '全屏'], ['Ctrl+Z、Ctrl+Shift+Z', '撤销、重做']],
    keysTimeline: [['← → ↑ ↓', '到下一段、到另一行'], ['Shift+← →', '选择多段'], ['Ctrl+空格', '加入或移出选择'], ['Ctrl+A', '选择整行'], ['Alt+← →', '移动；加 Shift 移得更远'], ['[ ]', '从播放头开始、到播放头结束'], ['+ −', '长、短十分之一秒'], ['* _', '长、短一秒'], ['S', '在播放头处分割'], ['G', '到它的开头'], ['Ctrl+D', '复制一份'], ['Delete', '删除'], ['Enter', '在面板里编辑'], ['Escape', '取消选择'], ['Ctrl+滚轮、双指', '缩放']],
  },
}

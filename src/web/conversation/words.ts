// Words of the conversation.
import type { Words } from '../words/language.ts'

export const words = {
  en: {
    message: 'Message', placeholder: 'Say what should change…', placeholderEmpty: 'Say what film you want…', send: 'Send', stop: 'Stop', attach: 'Add files', hint: 'Shift + Enter: new line',
    tooLong: (count: number) => `${count} characters too many: a message may have 10,000.`, near: (rest: number) => `${rest} characters left`,
    cost: (credits: number, available: number) => `About ${credits} of your ${available} credits`, short: (credits: number, available: number) => `This takes about ${credits} credits; you have ${available}.`,
    you: 'You', kinora: 'Kinora', history: 'What was said', latest: 'To the newest', working: 'Working on it…', thinking: 'Reading your message…', editing: 'Changing the film…', looking: 'Looking at your material…', 
    waitingSamples: 'Waits for the sample pictures, which are being painted', waiting: (files: number) => (files === 1 ? 'Waits for 1 file on its way' : `Waits for ${files} files on their way`), sendNow: 'Send now', takeBack: 'Take back', unsent: 'Not sent.', sendAgain: 'Send again', sending: 'Sending…',
    failed: 'This did not work.', aborted: 'Stopped. Nothing was changed.',
    kinds: { changed: 'Changed', assumed: 'Assumed', 'not-understood': 'Not understood', refused: 'Not done' }, more: (count: number) => `${count} more`, fewer: 'Show less', before: 'before', after: 'after',
    undo: 'Undo', backTo: 'Back to before this', taken: 'This is what you see now', otherwise: (text: string) => `Otherwise: ${text}`, isDefault: 'suggested', answers: 'Answers', next: 'You could say next',
    byHand: (count: number) => (count === 1 ? 'Changed by hand' : `${count} changes by hand`), said: (text: string) => `Kinora: ${text}`, started: 'Working on it.',
    emptyTitle: 'What film shall it be?', emptyFiles: 'Your files are here. Say what you want, or take one of these:', empty: 'Add photos, clips or music, or just say what the film should tell:', 
  },
  zh: {
    message: '消息', placeholder: '说说要改什么…', placeholderEmpty: '说说想要什么影片…', send: '发送', stop: '停止', attach: '添加文件', hint: 'Shift + 回车换行',
    tooLong: (count: number) => `超出 ${count} 个字：一条消息最多 10,000 字。`, near: (rest: number) => `还可以写 ${rest} 个字`,
    cost: (credits: number, available: number) => `约需 ${credits} 点，余额 ${available} 点`, short: (credits: number, available: number) => `约需 ${credits} 点，但只剩 ${available} 点。`,
    you: '你', kinora: 'Kinora', history: '对话记录', latest: '回到最新', working: '正在处理…', thinking: '正在读你的消息…', editing: '正在修改影片…', looking: '正在看你的素材…', 
    waitingSamples: '等待示例图片画好', waiting: (files: number) => `等待 ${files} 个文件上传完`, sendNow: '立即发送', takeBack: '撤回', unsent: '没有发出去。', sendAgain: '重新发送', sending: '正在发送…',
    failed: '没有成功。', aborted: '已停止，没有改动。',
    kinds: { changed: '已修改', assumed: '我的判断', 'not-understood': '没看懂', refused: '没做' }, more: (count: number) => `另外 ${count} 条`, fewer: '收起', before: '之前', after: '之后',
    undo: '撤销', backTo: '回到这之前', taken: '这就是现在的影片', otherwise: (text: string) => `否则：${text}`, isDefault: '建议', answers: '回答', next: '接下来可以说',
    byHand: (count: number) => (count === 1 ? '手动修改' : `手动修改了 ${count} 处`), said: (text: string) => `Kinora:${text}`, started: '正在处理。',
    emptyTitle: '想做一部什么影片？', emptyFiles: '素材已就位。说说你想要什么，或者选一句：', empty: '添加照片、视频或音乐，或者直接说影片要讲什么：', 
  },
} satisfies Words<object>

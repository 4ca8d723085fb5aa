// Words of the page's frame.
import type { Words } from '../words/language.ts'

export const words = {
  en: {
    home: 'Kinora: to the start', newFilm: 'New film', untitled: 'Untitled film', conversation: 'Conversation', talk: 'Talk', film: 'Film', timeline: 'Timeline', library: 'Library', edit: 'Edit', export: 'Export', account: 'Account', rename: 'Rename the film', filmName: 'Name of the film', save: 'Save', cancel: 'Cancel', undo: 'Undo', redo: 'Redo',
    loading: 'Opening…', notFound: 'This film cannot be opened here', notFoundWhy: 'The link may be over, or this browser holds no key to it. Ask your assistant for a new link, or open the film in the browser where it was made.', toStart: 'Start a new film',
    broken: 'Something went wrong', tryAgain: 'Try again', dismiss: 'Dismiss', skip: 'Skip to the conversation', removed: 'This film was deleted.', notices: 'Messages', onlyLook: 'This link is for looking: the film cannot be changed with it. Ask whoever made it for a link that may change it.', conflict: 'The film was changed elsewhere, so your last change was not made. This is the newest state.',
  },
  zh: {
    home: 'Kinora：回到首页', newFilm: '新影片', untitled: '未命名影片', conversation: '对话', talk: '对话', film: '影片', timeline: '时间线', library: '素材', edit: '编辑', export: '导出', account: '账号', rename: '重命名影片', filmName: '影片名称', save: '保存', cancel: '取消', undo: '撤销', redo: '重做',
    loading: '正在打开…', notFound: '这里打不开这部影片', notFoundWhy: '链接可能已过期，或者这个浏览器没有它的钥匙。请让你的助手再给一个链接，或在制作它的浏览器里打开。', toStart: '开始新影片',
    broken: '出错了', tryAgain: '重试', dismiss: '关闭', skip: '跳到对话', removed: '这部影片已被删除。', notices: '消息', onlyLook: '这个链接只能看，不能修改影片。要修改，请向作者要一个可以修改的链接。', conflict: '影片在别处被修改，刚才的改动没有生效。现在显示的是最新状态。',
  },
} satisfies Words<Record<string, string>>

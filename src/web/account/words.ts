// Words of the account.
import type { Words } from '../words/language.ts'

const en = {
  account: 'Account', close: 'Close', you: 'You', credits: 'Credits', tokens: 'Keys', look: 'Look',
  anonymous: 'You work without an account. Your films belong to this browser; with an account you reach them from anywhere.', signedIn: (email: string) => `Signed in as ${email}.`, signOut: 'Sign out', signOutAbout: 'Your films stay with your account.',
  register: 'Make an account', login: 'Sign in', haveAccount: 'I have an account', noAccount: 'I have none yet', email: 'E-mail', password: 'Password', passwordAbout: 'At least 10 characters', keeps: 'Everything you made here comes along: films, files and credits.', working: 'One moment…', welcome: 'Your account is ready.', back: 'Signed in.',
  available: 'available', frozen: 'set aside for running work', consumed: 'used so far', usage: 'Where they went', noUsage: 'Nothing has been used yet.', film: 'film', when: 'When', what: 'What', amount: 'Credits', more: 'Show more', none: 'This house keeps no credits: everything is free.',
  kinds: { grant: 'Given', freeze: 'Set aside', settle: 'Used', refund: 'Given back', expire: 'Ended', transfer: 'Brought along' },
  tokensAbout: 'A key lets a program or an assistant work in your name. It is shown once.', tokenName: 'Name of the key', makeToken: 'Make a key', tokenMade: 'Your new key. Copy it now; it is not shown again.', copy: 'Copy', copied: 'Copied.', revoke: 'End', revokeNamed: (name: string) => `End the key ${name}`, unnamed: 'without a name', ends: (when: string) => `ends ${when}`, since: (when: string) => `since ${when}`, may: 'It may',
  scopes: { read: 'look', write: 'change films', upload: 'send files', render: 'export' },
  language: 'Language', theme: 'Colours', themes: { system: 'As the system', light: 'Light', dark: 'Dark' }, days: 'Valid for', dayChoices: { '7': '7 days', '90': '90 days', '365': 'a year' },
}

export const words: Words<typeof en> = {
  en,
  zh: {
    account: '账号', close: '关闭', you: '你', credits: '点数', tokens: '密钥', look: '外观',
    anonymous: '你现在没有账号，影片属于这个浏览器。注册后在任何地方都能找到它们。', signedIn: (email) => `已登录：${email}`, signOut: '退出登录', signOutAbout: '影片会保留在你的账号里。',
    register: '注册账号', login: '登录', haveAccount: '我有账号', noAccount: '我还没有账号', email: '邮箱', password: '密码', passwordAbout: '至少 10 个字符', keeps: '你在这里做的一切都会保留：影片、素材和点数。', working: '请稍候…', welcome: '账号已建好。', back: '已登录。',
    available: '可用', frozen: '正在进行的任务预留', consumed: '已使用', usage: '使用记录', noUsage: '还没有使用过。', film: '影片', when: '时间', what: '内容', amount: '点数', more: '显示更多', none: '这里不计点数，全部免费。',
    kinds: { grant: '赠送', freeze: '预留', settle: '使用', refund: '退回', expire: '过期', transfer: '带来' },
    tokensAbout: '密钥让程序或助手以你的名义工作，只显示一次。', tokenName: '密钥名称', makeToken: '生成密钥', tokenMade: '新的密钥。请现在复制，之后不再显示。', copy: '复制', copied: '已复制。', revoke: '作废', revokeNamed: (name) => `作废密钥 ${name}`, unnamed: '未命名', ends: (when) => `${when} 到期`, since: (when) => `始于 ${when}`, may: '权限',
    scopes: { read: '查看', write: '修改影片', upload: '上传', render: '导出' },
    language: '语言', theme: '颜色', themes: { system: '跟随系统', light: '浅色', dark: '深色' }, days: '有效期', dayChoices: { '7': '7 天', '90': '90 天', '365': '一年' },
  },
}

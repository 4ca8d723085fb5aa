// What the page of consent says, in two languages.

import type { AppScope } from '../../studio/index.ts'

export type Language = 'en' | 'zh'

export const words = {
  en: {
    title: (app: string) => `${app} wants to work with your films`, leads: 'Your answer goes to', unchecked: 'Nobody has checked the name of the program: go on only if you began this yourself.', may: 'It could then',
    account: 'Sign in and agree', email: 'E-mail', password: 'Password', agree: 'Agree', byToken: 'Or with a token', token: 'Token (nmv_usr_…)', others: 'Or', guest: 'Go on as a new guest', deny: 'No, thanks',
    guestMeans: 'A guest begins with no films; what a guest makes is kept for some days. Signing in again makes another guest.', again: 'The page was too old, or did not come from here. Please answer once more.',
    wrong: 'This cannot be asked', unknownApp: 'This house does not know the program. Let it connect anew.', wrongRedirect: 'The program wants the answer at an address that it did not make known. Nothing was sent there.',
  },
  zh: {
    title: (app: string) => `${app} 想操作你的影片`, leads: '你的答复会发送到', unchecked: '程序的名字没有经过核实：只有你自己刚刚发起了连接才继续。', may: '它将可以',
    account: '登录并同意', email: '邮箱', password: '密码', agree: '同意', byToken: '或使用令牌', token: '令牌 (nmv_usr_…)', others: '或者', guest: '以新访客身份继续', deny: '不同意',
    guestMeans: '访客开始时没有影片，做的内容会保留几天。再次登录会是另一位访客。', again: '页面过期了，或不是从这里提交的。请再答复一次。',
    wrong: '无法处理这个请求', unknownApp: '这里不认识这个程序，请让它重新连接。', wrongRedirect: '程序要求把答复发送到没有登记过的地址。没有发送任何内容。',
  },
} as const

export const scopeWords: Readonly<Record<Language, Readonly<Record<AppScope, string>>>> = {
  en: {
    'billing:read': 'see your credits', 'video:read': 'see your films, their pictures and versions', 'render:read': 'see and fetch your exports', 'workspace:write': 'begin films and change them exactly',
    'agent:chat': 'make and change films by words, which may cost credits', 'asset:write': 'send photos, clips and sounds to your films', 'render:write': 'export films',
  },
  zh: {
    'billing:read': '查看你的点数', 'video:read': '查看你的影片、画面和版本', 'render:read': '查看和下载你的导出', 'workspace:write': '新建影片并精确修改',
    'agent:chat': '用文字制作和修改影片（可能消耗点数）', 'asset:write': '向你的影片上传照片、视频和声音', 'render:write': '导出影片',
  },
}

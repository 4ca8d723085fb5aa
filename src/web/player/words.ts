// Words of the player.
import type { Words } from '../words/language.ts'

const en = {
  film: 'Film', picture: 'Picture of the film', play: 'Play', pause: 'Pause', back: 'One frame back', forward: 'One frame forward', position: 'Position in the film', positionOf: (at: string, all: string) => `${at} of ${all}`,
  time: 'Time', length: 'Length', mute: 'Sound off', unmute: 'Sound on', volume: 'Volume', full: 'Full screen', leaveFull: 'Leave full screen', shape: 'Shape of the film', shapes: 'Shape', guides: 'Safe areas', noGuides: 'None', guidesOf: (name: string) => `Safe area: ${name}`,
  custom: 'own shape', compare: 'Compare versions', compareWith: 'Compare with', noVersions: 'There is no earlier version yet.', endCompare: 'End the comparison', now: 'Now', version: (number: number) => `Version ${number}`, side: 'Side by side', split: 'Curtain', curtain: 'Where the curtain hangs',
  emptyTitle: 'Your film will be seen here', empty: 'Say what film you want, or drop pictures into the conversation.', working: 'The film is being cut…', loading: 'Loading the film…', waiting: 'Loading…', broken: 'The preview does not play.', brokenWhy: 'Single frames can still be seen. The server may be busy or away.', retry: 'Try again', noPicture: 'This version has no pictures.',
  youtube: 'YouTube', bilibili: 'Bilibili', shorts: 'YouTube Shorts', tiktok: 'TikTok', douyin: 'Douyin', kuaishou: 'Kuaishou', reels: 'Instagram Reels', stories: 'Stories', channels: 'WeChat Channels', xiaohongshu: 'Xiaohongshu', broadcast: 'Any screen', phone: 'Any phone',
}

export const words: Words<typeof en> = {
  en,
  zh: {
    film: '影片', picture: '影片画面', play: '播放', pause: '暂停', back: '后退一帧', forward: '前进一帧', position: '影片位置', positionOf: (at, all) => `${at}，共 ${all}`,
    time: '时间', length: '长度', mute: '静音', unmute: '打开声音', volume: '音量', full: '全屏', leaveFull: '退出全屏', shape: '影片画幅', shapes: '画幅', guides: '安全区', noGuides: '不显示', guidesOf: (name) => `安全区：${name}`,
    custom: '自定义画幅', compare: '对比版本', compareWith: '对比', noVersions: '还没有更早的版本。', endCompare: '结束对比', now: '当前', version: (number) => `版本 ${number}`, side: '并排', split: '左右分割', curtain: '分割线位置',
    emptyTitle: '影片会显示在这里', empty: '说说你想要什么影片，或把图片拖进对话。', working: '正在剪辑影片…', loading: '正在载入影片…', waiting: '正在载入…', broken: '预览无法播放。', brokenWhy: '仍可逐帧查看。服务器可能忙碌或不可用。', retry: '重试', noPicture: '这个版本没有画面。',
    youtube: 'YouTube', bilibili: '哔哩哔哩', shorts: 'YouTube Shorts', tiktok: 'TikTok', douyin: '抖音', kuaishou: '快手', reels: 'Instagram Reels', stories: '快拍', channels: '视频号', xiaohongshu: '小红书', broadcast: '任何屏幕', phone: '任何手机',
  },
}

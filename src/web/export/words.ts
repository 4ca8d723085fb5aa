// Words of the export.
import type { Words } from '../words/language.ts'

const en = {
  title: 'Export', nothing: 'There is no film yet. Say what it should be, and it can be exported.', presets: 'Made for', format: 'File', quality: 'Quality', size: 'Size', sizeFilm: 'As the film is', export: 'Export the film', another: 'Export again',
  preset: { youtube: 'YouTube', vertical: 'Shorts, Reels, TikTok', square: 'Square post', message: 'Message', loop: 'Looping GIF' },
  presetAbout: { youtube: '16:9, 1080p, high', vertical: '9:16, 1080p', square: '1:1, 1080p', message: 'small file, 720p', loop: '480p, no sound' },
  formatName: { mp4: 'MP4', mov: 'MOV', webm: 'WebM', gif: 'GIF' }, formatAbout: { mp4: 'plays everywhere', mov: 'for editing programs', webm: 'for web pages', gif: 'without sound' },
  qualityName: { draft: 'Small', standard: 'Standard', high: 'High' },
  shape: (shape: string) => `This film has another shape. Make it ${shape}?`, shapeDo: (shape: string) => `Make it ${shape}`,
  free: 'Exports cost nothing here.', costs: (credits: number, available: number) => `Costs ${credits} credits; you have ${available}.`, short: (credits: number, available: number) => `This costs ${credits} credits, and you have ${available}. Sign in or ask whoever runs this house for more.`,
  exports: 'Your exports', none: 'Nothing has been exported yet.', waiting: 'Waiting', waitingAt: (place: number) => `In line, ${place} before it`, working: 'Being made', left: (time: string) => `about ${time} left`, failed: 'Failed', cancelled: 'Stopped', ready: 'Ready', older: (version: number) => `of version ${version}`,
  cancel: 'Stop', download: 'Download', copyLink: 'Copy link to the file', copied: 'Link copied.', share: 'Share the film', shareAbout: 'A link that opens this film and its conversation in any browser for 7 days.', shareMay: 'Whoever has it may', shareLook: 'look', shareChange: 'look and change', makeLink: 'Make a link', subtitles: 'Subtitles as a file', notify: 'Tell me when an export is ready', notifyDenied: 'The browser does not allow messages from this page.',
  done: (name: string) => `The film is ready: ${name}`, wentWrong: (why: string) => `The export failed: ${why}`, expires: (when: string) => `kept until ${when}`, pixels: 'Picture',
}

export const words: Words<typeof en> = {
  en,
  zh: {
    title: '导出', nothing: '还没有影片。说出想要的影片，就可以导出。', presets: '用途', format: '文件', quality: '质量', size: '尺寸', sizeFilm: '与影片相同', export: '导出影片', another: '再次导出',
    preset: { youtube: 'YouTube / B站', vertical: '抖音、快手、Reels', square: '方形帖子', message: '发消息', loop: '循环 GIF' },
    presetAbout: { youtube: '16:9，1080p，高质量', vertical: '9:16，1080p', square: '1:1，1080p', message: '小文件，720p', loop: '480p，无声' },
    formatName: { mp4: 'MP4', mov: 'MOV', webm: 'WebM', gif: 'GIF' }, formatAbout: { mp4: '到处都能播放', mov: '用于剪辑软件', webm: '用于网页', gif: '没有声音' },
    qualityName: { draft: '小', standard: '标准', high: '高' },
    shape: (shape) => `影片是另一种比例。改成 ${shape} 吗？`, shapeDo: (shape) => `改成 ${shape}`,
    free: '这里导出免费。', costs: (credits, available) => `需要 ${credits} 点，你有 ${available} 点。`, short: (credits, available) => `需要 ${credits} 点，而你只有 ${available} 点。请登录，或向服务的管理者申请。`,
    exports: '导出记录', none: '还没有导出过。', waiting: '等待中', waitingAt: (place) => `排队中，前面有 ${place} 个`, working: '正在生成', left: (time) => `大约还需 ${time}`, failed: '失败', cancelled: '已停止', ready: '完成', older: (version) => `版本 ${version}`,
    cancel: '停止', download: '下载', copyLink: '复制文件链接', copied: '链接已复制。', share: '分享影片', shareAbout: '这个链接 7 天内可以在任何浏览器里打开这部影片和对话。', shareMay: '拿到链接的人可以', shareLook: '只看', shareChange: '看和修改', makeLink: '生成链接', subtitles: '字幕文件', notify: '导出完成时通知我', notifyDenied: '浏览器不允许这个页面发通知。',
    done: (name) => `影片已完成：${name}`, wentWrong: (why) => `导出失败：${why}`, expires: (when) => `保留到 ${when}`, pixels: '画面',
  },
}

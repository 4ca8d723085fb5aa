// Sentences to begin a film with that fit what somebody has: shown as buttons, and the first one is said when somebody only
// drops files. A test says each of them to a real film.

import type { Language } from '../words/language.ts'

/** What somebody has, in one word. */
export type Material = 'nothing' | 'photo' | 'photos' | 'clip' | 'clips' | 'mixed' | 'sound'

/** `kinds` as the library or the page's own look at files calls them. */
export function materialOf(kinds: readonly string[]): Material {
  const count = (...names: readonly string[]) => kinds.filter((kind) => names.includes(kind)).length
  const [photos, clips, sounds] = [count('photo', 'picture'), count('clip'), count('sound')]
  if (photos > 0 && clips > 0) return 'mixed'
  if (photos > 0) return photos === 1 ? 'photo' : 'photos'
  if (clips > 0) return clips === 1 ? 'clip' : 'clips'
  return sounds > 0 ? 'sound' : 'nothing'
}

const examples: Readonly<Record<Material, Readonly<Record<Language, readonly string[]>>>> = {
  photos: {
    en: ['Make a highlight reel with music and transitions', 'A calm 30-second slideshow with soft piano and the title “Our summer”', 'A fast vertical film for TikTok, cut to the beat'],
    zh: ['做一个精彩集锦，配上音乐和转场', '做一个 30 秒的舒缓相册，钢琴配乐，标题写“我们的夏天”', '做一个抖音竖版快节奏视频，卡点剪辑'],
  },
  photo: {
    en: ['A 10-second film that slowly moves into the picture, with calm music', 'A vertical greeting with the title “Happy birthday”'],
    zh: ['做一个 10 秒的短片，镜头慢慢推近，配舒缓的音乐', '做一张竖版贺卡视频，标题写“生日快乐”'],
  },
  clip: {
    en: ['Trim it to the first 15 seconds and add lo-fi music', 'Make it vertical, with the title “Day one”', 'Make it twice as fast, with upbeat music'],
    zh: ['剪到前 15 秒，配上 lo-fi 音乐', '改成竖版，标题写“第一天”', '加速到两倍，配欢快的音乐'],
  },
  clips: {
    en: ['Join the clips with crossfades and upbeat music', 'A one-minute travel film with the title “On the road”', 'A fast vertical film for TikTok, cut to the beat'],
    zh: ['把视频片段用交叉淡化接起来，配欢快的音乐', '做一个一分钟的旅行影片，标题写“在路上”', '做一个抖音竖版快节奏视频，卡点剪辑'],
  },
  mixed: {
    en: ['Make a one-minute film of the photos and clips, with music', 'A travel film with the title “On the road” and cinematic music', 'A fast vertical film for TikTok, cut to the beat'],
    zh: ['把照片和视频剪成一分钟的影片，配上音乐', '做一个旅行影片，标题写“在路上”，电影感配乐', '做一个抖音竖版快节奏视频，卡点剪辑'],
  },
  sound: {
    en: ['A 20-second film over this music that says “We are open”', 'A vertical announcement with the title “New single, out now”'],
    zh: ['用这段音乐做一个 20 秒的影片，写上“我们开业啦”', '做一个竖版预告，标题写“新歌上线”'],
  },
  nothing: {
    en: ['A 15-second film that says “We are moving!”, with happy music', 'A vertical invitation: “Anna turns 30, Saturday at seven”', 'A calm film with the words “Take a breath” and ambient music'],
    zh: ['做一个 15 秒的影片，写“我们搬家啦！”，配欢快的音乐', '做一个竖版邀请函：“安娜 30 岁生日，周六晚七点”', '做一个安静的短片，写“深呼吸”，配氛围音乐'],
  },
}

export function examplesFor(material: Material, language: Language): readonly string[] {
  return examples[material][language]
}

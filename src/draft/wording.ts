// How receipts speak: times, names and positions in English and Chinese. Plain statements of what changed.

import type { Milliseconds } from '../base/index.ts'
import type { Asset, Draft, Ground, Mood, Segment, SegmentId, TextRole } from './document.ts'
import { assetById, isPicture, segmentById } from './find.ts'
import type { Sentence } from './operation.ts'

/** Seconds without needless zeros, at most three decimals: 2500 is "2.5". */
export function seconds(time: Milliseconds): string {
  return String(time / 1000)
}

/** "2.5 s"; from a minute on "1:05" (minutes:seconds). */
export function length(time: Milliseconds): Sentence {
  if (Math.abs(time) < 60_000) return { en: `${seconds(time)} s`, zh: `${seconds(time)} 秒` }
  return { en: clock(time), zh: clock(time) }
}

/** "6-10 s". */
export function span(from: Milliseconds, to: Milliseconds): Sentence {
  if (to < 60_000) return { en: `${seconds(from)}-${seconds(to)} s`, zh: `${seconds(from)}-${seconds(to)} 秒` }
  return { en: `${clock(from)}-${clock(to)}`, zh: `${clock(from)}-${clock(to)}` }
}

function clock(time: Milliseconds): string {
  const rest = (time % 60_000) / 1000
  return `${Math.floor(time / 60_000)}:${rest < 10 ? '0' : ''}${rest}`
}

/** A text in quotes, on one line, shortened in the middle of nowhere at 40 characters. */
export function quote(text: string): Sentence {
  const flat = text.replace(/\s+/g, ' ').trim()
  const short = [...flat].length > 40 ? `${[...flat].slice(0, 39).join('')}…` : flat
  return { en: `"${short}"`, zh: `“${short}”` }
}

/** What a segment is called: its name, or its text in quotes. */
export function title(segment: Segment): Sentence {
  if (segment.kind === 'text') return quote(segment.text)
  const name = segment.name === '' ? segment.id : segment.name
  if (segment.kind === 'sound' && segment.content.kind === 'composed' && name.toLowerCase() === segment.content.mood) return { en: name, zh: moodNames[segment.content.mood] }
  return { en: name, zh: name }
}

/** The composer's moods in Chinese; in English a mood is its own name. */
export const moodNames: Readonly<Record<Mood, string>> = {
  'lo-fi': '慵懒低保真', upbeat: '轻快', happy: '欢乐', cinematic: '电影感', ambient: '舒缓氛围', sad: '忧伤', epic: '史诗', jazz: '爵士', corporate: '商务', holiday: '节日',
}

/** A segment with its place in the film: `harbour.jpg (no. 3)`; other segments by title alone. */
export function label(draft: Draft, id: SegmentId): Sentence {
  const segment = segmentById(draft, id)
  if (segment === undefined) return { en: id, zh: id }
  const name = title(segment)
  if (!isPicture(segment)) return name
  const position = draft.picture.segments.indexOf(segment) + 1
  return { en: `${name.en} (no. ${position})`, zh: `${name.zh}（第 ${position} 段）` }
}

/** Up to three labels by name, more by number: "harbour.jpg (no. 3) and pier.jpg (no. 4)", "5 segments", "all 8 segments". */
export function labels(draft: Draft, ids: readonly SegmentId[], noun: Sentence = { en: 'segments', zh: '段' }, whole?: number): Sentence {
  if (ids.length > 3) {
    const all = ids.length === whole
    return { en: `${all ? 'all ' : ''}${ids.length} ${noun.en}`, zh: `${all ? '全部 ' : ''}${ids.length} ${noun.zh}` }
  }
  return list(ids.map((id) => label(draft, id)))
}

export function list(items: readonly Sentence[]): Sentence {
  const en = items.map((item) => item.en)
  const zh = items.map((item) => item.zh)
  return { en: en.length < 2 ? en.join('') : `${en.slice(0, -1).join(', ')} and ${en.at(-1)}`, zh: zh.join('、') }
}

export function assetName(draft: Draft, id: string): string {
  return assetById(draft, id)?.name ?? id
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`
}

const roles: Readonly<Record<TextRole, Sentence>> = {
  title: { en: 'title', zh: '标题' }, caption: { en: 'caption', zh: '说明文字' }, subtitle: { en: 'subtitle', zh: '字幕' },
  'lower-third': { en: 'lower third', zh: '下方字条' }, 'end-card': { en: 'end title', zh: '片尾文字' },
}
export function textRoleName(role: TextRole): Sentence {
  return roles[role]
}

const soundRoles: Readonly<Record<'music' | 'voice' | 'effect' | 'sound', Sentence>> = {
  music: { en: 'music', zh: '音乐' }, voice: { en: 'voice', zh: '配音' }, effect: { en: 'sound effect', zh: '音效' }, sound: { en: 'sound', zh: '声音' },
}
export function soundRoleName(role: keyof typeof soundRoles): Sentence {
  return soundRoles[role]
}

const assetKinds: Readonly<Record<Asset['kind'], Sentence>> = { photo: { en: 'photo', zh: '照片' }, clip: { en: 'clip', zh: '视频片段' }, sound: { en: 'sound', zh: '声音文件' } }
export function assetKindName(kind: Asset['kind']): Sentence {
  return assetKinds[kind]
}

export function groundName(ground: Ground): Sentence {
  if (ground.kind === 'solid') return { en: `solid ${ground.color}`, zh: `纯色 ${ground.color}` }
  if (ground.kind === 'gradient') return { en: `a gradient of ${ground.colors.join(', ')}`, zh: `渐变 ${ground.colors.join('、')}` }
  return { en: `soft lights on ${ground.color}`, zh: `${ground.color} 底色上的光斑` }
}

const transitionNames: Readonly<Record<string, string>> = {
  crossfade: '交叉溶解', 'dip-black': '黑场过渡', 'dip-white': '白场过渡', flash: '闪白', 'blur-dissolve': '模糊溶解', 'wipe-left': '向左擦除', 'wipe-right': '向右擦除',
  'wipe-up': '向上擦除', 'wipe-down': '向下擦除', 'push-left': '向左推移', 'push-right': '向右推移', 'push-up': '向上推移', 'push-down': '向下推移', iris: '圆形展开',
  clock: '时钟擦除', blinds: '百叶窗', 'zoom-through': '推近穿越', 'whip-pan': '甩镜', 'light-leak': '漏光', 'luma-ink': '水墨晕染',
}
export function transitionName(kind: string): Sentence {
  return { en: kind, zh: transitionNames[kind] ?? kind }
}

const platformNames: Readonly<Record<string, Sentence>> = {
  youtube: { en: 'YouTube', zh: ' YouTube' }, shorts: { en: 'YouTube Shorts', zh: ' YouTube Shorts' }, tiktok: { en: 'TikTok', zh: ' TikTok' }, douyin: { en: 'Douyin', zh: '抖音' }, kuaishou: { en: 'Kuaishou', zh: '快手' }, reels: { en: 'Reels', zh: ' Reels' },
  stories: { en: 'stories', zh: '快拍' }, instagram: { en: 'Instagram', zh: ' Instagram' }, channels: { en: 'WeChat Channels', zh: '视频号' }, xiaohongshu: { en: 'Xiaohongshu', zh: '小红书' }, bilibili: { en: 'Bilibili', zh: ' B 站' },
  facebook: { en: 'Facebook', zh: ' Facebook' }, x: { en: 'X', zh: ' X' }, linkedin: { en: 'LinkedIn', zh: ' LinkedIn' },
}
/** A place to show films, as people write it; in Chinese with a space before Latin letters. */
export function platformName(platform: string): Sentence {
  return platformNames[platform] ?? { en: platform, zh: platform }
}

const lookNames: Readonly<Record<string, Sentence>> = {
  none: { en: 'none', zh: '无' }, enhance: { en: 'balanced', zh: '均衡' }, warm: { en: 'warm', zh: '暖色' }, cool: { en: 'cool', zh: '冷色' }, bw: { en: 'black and white', zh: '黑白' },
  sepia: { en: 'sepia', zh: '棕褐' }, vintage: { en: 'vintage', zh: '复古' }, cinematic: { en: 'cinematic', zh: '电影感' }, 'teal-orange': { en: 'teal and orange', zh: '青橙' },
  vivid: { en: 'vivid', zh: '鲜艳' }, fade: { en: 'faded', zh: '褪色' }, bright: { en: 'bright', zh: '明亮' }, dark: { en: 'dark', zh: '暗调' }, contrast: { en: 'high-contrast', zh: '高对比' },
}
export function lookName(name: string): Sentence {
  return lookNames[name] ?? { en: name, zh: name }
}

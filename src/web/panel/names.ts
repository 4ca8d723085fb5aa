// Names of looks and moods in both languages, as the panel lists them.

import type { LookName, Mood } from '../../draft/index.ts'

export const lookNames: Readonly<Record<'en' | 'zh', Readonly<Record<LookName, string>>>> = {
  en: { none: 'None', enhance: 'Balanced', warm: 'Warm', cool: 'Cool', bw: 'Black and white', sepia: 'Sepia', vintage: 'Vintage', cinematic: 'Cinematic', 'teal-orange': 'Teal and orange', vivid: 'Vivid', fade: 'Faded', bright: 'Bright', dark: 'Dark', contrast: 'High contrast' },
  zh: { none: '无', enhance: '均衡', warm: '暖色', cool: '冷色', bw: '黑白', sepia: '棕褐', vintage: '复古', cinematic: '电影感', 'teal-orange': '青橙', vivid: '鲜艳', fade: '褪色', bright: '明亮', dark: '暗调', contrast: '高对比' },
}

export const moodNames: Readonly<Record<'en' | 'zh', Readonly<Record<Mood, string>>>> = {
  en: { 'lo-fi': 'Lo-fi', upbeat: 'Upbeat', happy: 'Happy', cinematic: 'Cinematic', ambient: 'Ambient', sad: 'Sad', epic: 'Epic', jazz: 'Jazz', corporate: 'Corporate', holiday: 'Holiday' },
  zh: { 'lo-fi': '慵懒低保真', upbeat: '轻快', happy: '欢乐', cinematic: '电影感', ambient: '舒缓氛围', sad: '忧伤', epic: '史诗', jazz: '爵士', corporate: '商务', holiday: '节日' },
}

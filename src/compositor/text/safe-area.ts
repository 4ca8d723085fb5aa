// How far text must stay from each edge so that no player or app draws its buttons over it. Insets are shares of the
// canvas's width (left, right) and height (top, bottom), for the shape of film that the place is made for.

import type { Platform } from '../../draft/index.ts'
import type { PixelRectangle } from '../scene.ts'

export interface Insets {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** EBU R 95 (2017) "graphics safe": 5 % on each side. Used wherever nobody draws over the picture. */
const BROADCAST: Insets = { left: 0.05, right: 0.05, top: 0.05, bottom: 0.05 }

/**
 * A player's progress bar and time stand in the lowest 7 % when the pointer moves (48-60 px of 720 in the big players).
 */
const PLAYER: Insets = { left: 0.05, right: 0.05, top: 0.05, bottom: 0.075 }

/** An upright film that is played full screen on a phone: status bar and camera hole above, gesture bar below. */
const PHONE: Insets = { left: 0.06, right: 0.06, top: 0.08, bottom: 0.1 }

const UPRIGHT: Partial<Record<Platform, Insets>> = {
  // Meta's business help: keep 14 % above, 35 % below and 6 % at the sides free. That is for adverts with a button; the
  // caption and the account line of an ordinary reel take the lowest fifth, and the buttons stand at the right below the middle.
  reels: { left: 0.06, right: 0.13, top: 0.14, bottom: 0.22 },
  instagram: { left: 0.06, right: 0.13, top: 0.14, bottom: 0.22 },
  facebook: { left: 0.06, right: 0.13, top: 0.14, bottom: 0.22 },
  // Meta's business help: 14 % (250 px of 1920) above for the account line, 20 % (340 px) below for reply or link.
  stories: { left: 0.06, right: 0.06, top: 0.14, bottom: 0.2 },
  // TikTok's advertising guide: about 130 px above, 370 px below (of 1920 with a short caption) and 120 px (of 1080) at the right.
  tiktok: { left: 0.06, right: 0.125, top: 0.07, bottom: 0.2 },
  // The same app family: search bar above, caption and music line below, buttons at the right.
  douyin: { left: 0.06, right: 0.125, top: 0.08, bottom: 0.2 },
  // The same layout of screen as its rival: caption below, buttons at the right.
  kuaishou: { left: 0.06, right: 0.125, top: 0.08, bottom: 0.2 },
  // Title, account and progress line take the lowest quarter at most, the buttons about 130 px of 1080 at the right.
  shorts: { left: 0.06, right: 0.13, top: 0.1, bottom: 0.22 },
  // WeChat Channels: account, caption and likes stand in the lowest fifth; tabs above.
  channels: { left: 0.06, right: 0.08, top: 0.1, bottom: 0.21 },
  // Full-screen video notes: account and caption below in about a sixth, back and share above.
  xiaohongshu: { left: 0.06, right: 0.06, top: 0.09, bottom: 0.18 },
  // Upright player of the app: title and comment line below, buttons at the right.
  bilibili: { left: 0.06, right: 0.12, top: 0.09, bottom: 0.19 },
}

/** Landscape: only players that draw more than a progress bar differ. Bilibili runs comments through the upper part. */
const LANDSCAPE: Partial<Record<Platform, Insets>> = {
  bilibili: { ...PLAYER, top: 0.08 },
}

/** The insets for a canvas. A canvas counts as upright from 4:5 on; feeds crop nothing off squares and 4:5. */
export function insetsFor(width: number, height: number, platform?: Platform): Insets {
  const shape = width / height
  if (shape > 1.2) return (platform && LANDSCAPE[platform]) ?? PLAYER
  if (shape > 0.7) return BROADCAST
  return (platform && UPRIGHT[platform]) ?? PHONE
}

/** Where text may stand, in canvas pixels. */
export function safeArea(canvas: { readonly width: number; readonly height: number; readonly platform?: Platform }): PixelRectangle {
  const insets = insetsFor(canvas.width, canvas.height, canvas.platform)
  const x = canvas.width * insets.left
  const y = canvas.height * insets.top
  return { x, y, width: canvas.width * (1 - insets.left - insets.right), height: canvas.height * (1 - insets.top - insets.bottom) }
}

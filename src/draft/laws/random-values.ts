// Random small values, each allowed by the schemas: colours, looks, motions, text styles.

import type {
  Composition, Ground, Look, Motion, PictureStyle, Point, Rectangle, SoundLevel, TextAnimation, TextPlace, TextRole, TextStyle, Transition, View,
} from '../document.ts'
import { lookNames, textRoles, transitionKinds } from '../schema/values.ts'
import { chance, several, someOf, someShare, type Chooser } from './chooser.ts'

const texts = ['Urban Dreams', '城市之梦', 'A "quoted" word', 'line one\nline two', '👩‍👩‍👧 family', ' spaces ', '0', '<b>&amp;</b>', '\\', 'عربي'] as const

export function randomText(choose: Chooser): string {
  return choose.pick(texts)
}

export function randomColor(choose: Chooser): string {
  return `#${choose.whole(0, 0xffffff).toString(16).padStart(6, '0')}`
}

export function randomPoint(choose: Chooser): Point {
  return { x: someShare(choose), y: someShare(choose) }
}

export function randomCrop(choose: Chooser): Rectangle {
  const [width, height] = [choose.whole(1, 1000), choose.whole(1, 1000)]
  return { x: choose.whole(0, 1000 - width) / 1000, y: choose.whole(0, 1000 - height) / 1000, width: width / 1000, height: height / 1000 }
}

function randomView(choose: Chooser): View {
  return { ...randomPoint(choose), zoom: choose.whole(100, 800) / 100 }
}

export function randomMotion(choose: Chooser): Motion {
  return { from: randomView(choose), to: randomView(choose), easing: choose.pick(['linear', 'ease-in', 'ease-out', 'ease-in-out']) }
}

export function randomLook(choose: Chooser): Look {
  const adjust = () => choose.whole(-100, 100) / 100
  return {
    name: choose.pick(lookNames), strength: chance(choose, 50) ? 1 : someShare(choose),
    ...someOf<Omit<Look, 'name' | 'strength'>>(choose, { brightness: adjust, warmth: adjust, vignette: () => someShare(choose), grain: () => someShare(choose) }),
  }
}

export function randomGround(choose: Chooser): Ground {
  const kind = choose.pick(['solid', 'gradient', 'bokeh'] as const)
  if (kind === 'solid') return { kind, color: randomColor(choose) }
  if (kind === 'bokeh') return { kind, color: randomColor(choose), colors: several(choose, 0, 3, () => randomColor(choose)), seed: choose.whole(-5, 5) }
  return { kind, colors: [randomColor(choose), randomColor(choose), ...several(choose, 0, 2, () => randomColor(choose))], angle: choose.whole(-360, 360), drift: chance(choose, 50) }
}

export function randomTransition(choose: Chooser): Transition {
  return { kind: choose.pick(transitionKinds), before: choose.whole(0, 2000), after: choose.whole(0, 2000) }
}

/** Without motion: overlays have none. */
export function randomStill(choose: Chooser): Omit<PictureStyle, 'motion'> {
  return {
    fit: choose.pick(['cover', 'contain', 'blur']),
    ...someOf<Omit<PictureStyle, 'motion' | 'fit'>>(choose, {
      focus: () => randomPoint(choose), crop: () => randomCrop(choose), rotate: () => choose.pick([0, 90, 180, 270] as const),
      flipHorizontal: () => chance(choose, 50), flipVertical: () => chance(choose, 50), look: () => randomLook(choose),
    }),
  }
}

export function randomStyle(choose: Chooser): PictureStyle {
  return { ...randomStill(choose), ...(chance(choose, 50) ? { motion: randomMotion(choose) } : {}) }
}

export function randomLevel(choose: Chooser): SoundLevel {
  return {
    volume: chance(choose, 50) ? 1 : choose.whole(0, 400) / 100, muted: chance(choose, 30),
    ...someOf<Pick<SoundLevel, 'soundFadeIn' | 'soundFadeOut'>>(choose, { soundFadeIn: () => choose.whole(0, 3000), soundFadeOut: () => choose.whole(0, 3000) }),
  }
}

export function randomRole(choose: Chooser): TextRole {
  return choose.pick(textRoles)
}

export function randomTextStyle(choose: Chooser): TextStyle {
  return {
    font: choose.pick(['sans', 'serif', 'display', 'bold', 'hand']), size: choose.whole(20, 500) / 1000, weight: choose.whole(1, 9) * 100, color: randomColor(choose),
    ...someOf<Omit<TextStyle, 'font' | 'size' | 'weight' | 'color'>>(choose, {
      italic: () => chance(choose, 50), outline: () => choose.whole(0, 200) / 1000, outlineColor: () => randomColor(choose), shadow: () => chance(choose, 50),
      ground: () => choose.pick(['none', 'auto', 'box', 'scrim'] as const), groundColor: () => randomColor(choose), accent: () => randomColor(choose),
    }),
  }
}

export function randomPlace(choose: Chooser): TextPlace {
  return { area: choose.pick(['center', 'top', 'bottom', 'left', 'top-right', 'lower-third']), ...(chance(choose, 30) ? { at: randomPoint(choose) } : {}) }
}

export function randomAnimation(choose: Chooser): TextAnimation {
  const moves = ['none', 'fade', 'rise', 'slide', 'pop', 'typewriter', 'words'] as const
  return { enter: choose.pick(moves), exit: choose.pick(moves), duration: choose.whole(0, 1000) }
}

export function randomComposition(choose: Chooser): Composition {
  return {
    kind: 'composed', mood: choose.pick(['lo-fi', 'upbeat', 'jazz', 'holiday']), seed: choose.whole(0, 99),
    ...someOf<Omit<Composition, 'kind' | 'mood' | 'seed'>>(choose, { tempo: () => choose.whole(40, 220), energy: () => someShare(choose), withoutDrums: () => chance(choose, 50), only: () => choose.pick(['piano', 'synth'] as const) }),
  }
}

/** Keys of other programs, some of which look like ours. */
export function randomExtra(choose: Chooser): { readonly extra?: Readonly<Record<string, unknown>> } {
  if (chance(choose, 80)) return {}
  const keys = ['vendor', 'tx', 'd', 'm.colour', 'm.title', 'ex', 't', 'src', 'a/b~c', '#order', 'constructor', '零']
  return { extra: Object.fromEntries(several(choose, 0, 3, () => [choose.pick(keys), choose.pick([1, 'x', null, true, { deep: [1, { id: 'q' }] }, [], ''])])) }
}

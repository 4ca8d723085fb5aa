// The shapes a film can be switched to here, and where apps and players draw over each of them. Small, so that the first
// view can show them; the sizes of canvases come from the draft room when somebody chooses.

import type { Operation, Platform } from '../../draft/index.ts'

export const shapes = ['16:9', '9:16', '1:1', '4:5'] as const
export type Shape = (typeof shapes)[number]

/** The shape of a canvas, if it is one of ours. */
export function shapeOf({ width, height }: { readonly width: number; readonly height: number }): Shape | undefined {
  return shapes.find((shape) => {
    const [across, down] = shape.split(':').map(Number)
    return Math.abs(width / height - across! / down!) < 0.005
  })
}

/** The operation that turns the film into this shape. A platform whose films have another shape is let go of. */
export async function shapeOperation(shape: Shape, canvas: { readonly platform?: Platform }): Promise<Operation> {
  const { aspectSizes, platformAspects } = await import('../../draft/index.ts')
  const { width, height } = aspectSizes[shape]
  const upright = (aspect: string) => Number(aspect.split(':')[0]) < Number(aspect.split(':')[1])
  const keeps = canvas.platform === undefined || upright(platformAspects[canvas.platform]) === upright(shape)
  return { name: 'set-canvas', width, height, ...(!keeps && { platform: null }) }
}

export type Guide = Platform | 'broadcast'

/** Whose guides are worth showing on a canvas of this shape. */
export function guidesFor({ width, height }: { readonly width: number; readonly height: number }): readonly Guide[] {
  if (width / height > 1.2) return ['youtube', 'bilibili']
  if (width / height > 0.7) return ['broadcast']
  return ['tiktok', 'douyin', 'kuaishou', 'reels', 'stories', 'shorts', 'channels', 'xiaohongshu', 'bilibili']
}

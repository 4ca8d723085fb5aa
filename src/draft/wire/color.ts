// Colours as people write them.

/** `#FFF` and `#FFFFFF` as `#ffffff`; anything else is left for the check. */
export function color(value: string | undefined): string | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value ?? '')
  return (short === null ? value : `#${short[1]!.repeat(2)}${short[2]!.repeat(2)}${short[3]!.repeat(2)}`)?.toLowerCase()
}

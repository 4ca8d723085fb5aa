// When and where a photo was taken, from what the camera wrote. Times stay texts in camera-local time: a revived Date
// would take the server's zone, and two photos of one afternoon would change places. Pure.

/** EXIF fields as the parser gives them, dates not revived. */
export type ExifFields = Readonly<Record<string, unknown>>

/**
 * `YYYY-MM-DDTHH:MM:SS[.sss]` from DateTimeOriginal, else CreateDate, with sub-seconds when the camera wrote them.
 * The date of the last change (ModifyDate) and file dates are never used: editing and copying change them.
 */
export function takenAtOf(exif: ExifFields): string | undefined {
  return timeOf(exif['DateTimeOriginal'], exif['SubSecTimeOriginal']) ?? timeOf(exif['CreateDate'] ?? exif['DateTimeDigitized'], exif['SubSecTimeDigitized'])
}

/**
 * The time in names that phones and messengers give: IMG_20240612_101530, PXL_20240612_101530123, 2024-06-12 10.15.30,
 * Screenshot_2024-06-12-10-15-30, IMG-20240612-WA0003 (a day only, noon is assumed).
 */
export function takenAtOfName(name: string): string | undefined {
  const found = /(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?:[-_. T]+(?:at )?(\d\d)[-_.:h]?(\d\d)[-_.:m]?(\d\d)(\d{3})?(?!\d))?/.exec(name)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second, thousandths] = found
  if (hour === undefined) return /(?<!\d)\d{8}(?!\d)|\d{4}[-_.]\d\d[-_.]\d\d(?!\d)/.test(name) ? checked(`${year}-${month}-${day}T12:00:00`) : undefined
  return checked(`${year}-${month}-${day}T${hour}:${minute}:${second}${thousandths === undefined ? '' : `.${thousandths}`}`)
}

function timeOf(value: unknown, subSeconds: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const found = /^\s*(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(value)
  if (found === null) return undefined
  const [, year, month, day, hour, minute, second] = found
  const digits = subSeconds === undefined || subSeconds === null ? '' : /^\s*(\d+)/.exec(String(subSeconds))?.[1] ?? ''
  return checked(`${year}-${month}-${day}T${hour}:${minute}:${second}${digits === '' ? '' : `.${digits.slice(0, 3).padEnd(3, '0')}`}`)
}

// Cameras with a dead clock write zeros or their own year nought; both would put the photo at the wrong end.
function checked(time: string): string | undefined {
  const [year, month, day, hour, minute, second] = time.split(/[-T:.]/).map(Number) as [number, number, number, number, number, number]
  if (year < 1990 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? time : undefined
}

/** Maker and model without saying the maker twice: "Canon PowerShot A560". */
export function cameraOf(exif: ExifFields): string | undefined {
  const make = tidy(exif['Make'])
  const model = tidy(exif['Model'])
  if (model === undefined) return make
  const brand = make?.split(' ')[0]
  return brand === undefined || model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`
}

function tidy(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replace(/[\0-\x1f]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 80)
  return text === '' ? undefined : text
}

/** Degrees; exact zeros are what cameras write when they do not know. */
export function placeOf(exif: ExifFields): { latitude: number; longitude: number } | undefined {
  const latitude = exif['latitude']
  const longitude = exif['longitude']
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) || (latitude === 0 && longitude === 0)) return undefined
  return { latitude: round6(latitude), longitude: round6(longitude) }
}

function round6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

// The three headers by which a server knows which skill is speaking. Without all three an export of a free account is
// refused. Pure.

export interface Attribution {
  /** Name of the skill. */
  readonly source: string
  readonly version: string
  readonly platform: string
}

export function attributionHeaders({ source, version, platform }: Attribution): Readonly<Record<string, string>> {
  return { 'X-Skill-Source': source, 'X-Skill-Version': version, 'X-Skill-Platform': platform }
}

/** The platform by the place where a skill, or the program itself, lies. */
export function platformOf(path: string): string {
  const place = path.replaceAll('\\', '/')
  if (place.includes('/.clawhub/')) return 'clawhub'
  return place.includes('/.cursor/skills/') ? 'cursor' : 'unknown'
}

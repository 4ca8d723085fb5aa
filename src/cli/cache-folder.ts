// Where finished chunks are kept when nobody chose a folder: the place that each system has for things that may go.

import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** The machine's cache folder for Kinora; made by whoever writes into it first. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment['KINORA_CACHE']) return environment['KINORA_CACHE']
  if (environment['XDG_CACHE_HOME']) return join(environment['XDG_CACHE_HOME'], 'kinora')
  const home = homedir() || tmpdir()
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'kinora')
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'kinora', 'cache')
  return join(home, '.cache', 'kinora')
}

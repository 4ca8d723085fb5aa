// Lends a team of threads to one render after the other. Whoever comes while it is lent gets a team of its own.

import { createTeam, type Team } from './team.ts'

export interface Staff {
  /** Starts so many drawing threads for a film that is about to come. */
  ready(threads: number): void
  borrow(): Team
  giveBack(team: Team): Promise<void>
  /** Ends the threads; later films have teams of their own. */
  close(): Promise<void>
}

/** `idle`: milliseconds that threads without a film stay. They do not keep the process alive. */
export function createStaff(idle: number): Staff {
  const team = createTeam()
  let lent = false
  let home: NodeJS.Timeout | undefined

  function goHomeSoon(): void {
    clearTimeout(home)
    home = setTimeout(() => team.rest(), idle).unref()
  }

  return {
    ready(threads) {
      if (lent) return
      team.ready(threads)
      goHomeSoon()
    },
    borrow() {
      if (lent) return createTeam()
      clearTimeout(home)
      lent = true
      return team
    },
    async giveBack(borrowed) {
      if (borrowed !== team) return borrowed.close()
      lent = false
      goHomeSoon()
    },
    async close() {
      lent = true
      clearTimeout(home)
      await team.close()
    },
  }
}

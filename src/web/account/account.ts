// Who uses this browser: a token of the house, kept here between visits, or made without asking at the first need. A film
// that was opened by a link has a token of its own, held only while the page is open. Knows nothing of films.

import { reach, refusalOf } from '../client/client.ts'

export interface Account {
  readonly token: string
  readonly user: string
  readonly kind: 'anonymous' | 'registered'
  readonly email?: string
}

const place = 'kinora.account'
const clientPlace = 'kinora.client'

export interface AccountKeeper {
  current(): Account | undefined
  /** The account, made anonymously when there is none; throws `ServerRefusal`. */
  need(): Promise<Account>
  keep(account: Account): void
  /** Forgets the account in this browser; its films stay with the house. */
  forget(): void
  /** Called at every change, also by another tab. */
  onChange(heard: () => void): () => void
}

export function createAccountKeeper(storage: Storage = localStorage): AccountKeeper {
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((heard) => heard())
  let account = read(storage)
  let making: Promise<Account> | undefined
  globalThis.addEventListener?.('storage', ({ key }) => {
    if (key !== place) return
    account = read(storage)
    tell()
  })
  const keeper: AccountKeeper = {
    current: () => account,
    need: () => account ? Promise.resolve(account) : (making ??= makeAnonymous(storage).then((made) => (keeper.keep(made), made)).finally(() => { making = undefined })),
    keep(next) {
      account = next
      storage.setItem(place, JSON.stringify(next))
      tell()
    },
    forget() {
      account = undefined
      storage.removeItem(place)
      tell()
    },
    onChange(heard) {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
  }
  return keeper
}

// The same browser is the same anonymous person, as long as it keeps its storage.
async function makeAnonymous(storage: Storage): Promise<Account> {
  const client = storage.getItem(clientPlace) ?? freshName()
  storage.setItem(clientPlace, client)
  const response = await reach('/api/auth/anonymous-token', { method: 'POST', headers: { 'X-Client-Id': client } })
  if (!response.ok) throw await refusalOf(response)
  const { data } = (await response.json()) as { readonly data: { readonly token: string; readonly user_id: string } }
  return { token: data.token, user: data.user_id, kind: 'anonymous' }
}

/** The token for a film that this browser opened by a link; undefined when it holds no key to it. */
export async function linkedFilm(film: string): Promise<LinkedFilm | undefined> {
  const response = await reach('/workspace/key', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ film }) })
  if (response.ok) return (await response.json()) as LinkedFilm
  const refusal = await refusalOf(response)
  if (refusal.status === 404 || refusal.status === 401 || refusal.status === 403) return undefined
  throw refusal
}

export interface LinkedFilm {
  readonly token: string
  readonly session: string
  readonly task: string
  readonly project: string
  readonly user: string
  /** `write` is among them unless the link is for looking only. */
  readonly scopes: readonly string[]
}

function read(storage: Storage): Account | undefined {
  try {
    const value = JSON.parse(storage.getItem(place) ?? 'null') as Account | null
    return value !== null && typeof value.token === 'string' && typeof value.user === 'string' ? value : undefined
  } catch {
    return undefined
  }
}


// randomUUID exists on secure origins only; a house on a local network has none.
function freshName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

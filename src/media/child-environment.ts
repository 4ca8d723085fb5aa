// What a child process may know of our environment.

/** The environment for a child process that needs no secret: keys, tokens, passwords and the database are left out. */
export function withoutKeys(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/_KEY$|_TOKEN$|_SECRET$|PASSWORD|DATABASE_URL|^PG/i.test(name)))
}

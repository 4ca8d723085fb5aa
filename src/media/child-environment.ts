// What a child process may know of our environment.

/** The environment for a child process that needs no secret: keys, tokens and passwords are left out. */
export function withoutKeys(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/_KEY$|_TOKEN$|_SECRET$|PASSWORD/i.test(name)))
}

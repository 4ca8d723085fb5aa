// What a process that opens strangers' files may know of our environment.

export type Environment = Readonly<Record<string, string | undefined>>

const secretNames = /KEY$|TOKEN|SECRET|PASS(WORD|PHRASE|WD)?$|PASSWORD|CREDENTIAL|DATABASE|^PG|^AWS_|_S3_|_AUTH$|COOKIE/i
/** `postgres://kinora:hunter2@database/kinora`, whatever the variable is called. */
const addressWithPassword = /^[a-z][a-z\d+.-]*:\/\/[^/\s@]*:[^/\s@]+@/i

/** The environment for a child process that needs no secret. `kept`: names that this child cannot do without. */
export function withoutSecrets(environment: Environment, kept: readonly string[] = []): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => kept.includes(name) || !(secretNames.test(name) || addressWithPassword.test(value ?? ''))))
}

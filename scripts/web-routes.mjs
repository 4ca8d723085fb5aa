// Writes src/web/client/routes.ts from the contract: method and path of every route that the page may call, by name.
// Run by hand after the contract changed (`node scripts/web-routes.mjs`, needs a build); a test compares the two.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The text of src/web/client/routes.ts. */
export function webRoutes({ accountRoutes, filmRoutes, mediaRoutes }) {
  const lines = Object.entries({ ...accountRoutes, ...filmRoutes, ...mediaRoutes }).map(([name, { method, path }]) => `  ${name}: ['${method}', '${path}'],`)
  return `// Made by scripts/web-routes.mjs from the contract; do not edit. Types of bodies and answers come from the contract itself.

/** Method and path of every route of Kinora's own REST, by its name in the contract. */
export const routes = {
${lines.join('\n')}
} as const
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const contract = await import(new URL('../dist/src/api/contract.js', import.meta.url).href)
  writeFileSync(fileURLToPath(new URL('../src/web/client/routes.ts', import.meta.url)), webRoutes(contract))
}

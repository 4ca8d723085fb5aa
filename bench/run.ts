// `npm run bench -- NAME`: runs one benchmark by name. Each ends with one JSON line of plain keys.

const known = ['film', 'edit', 'memory', 'motion', 'encoder', 'draw', 'sound', 'preview', 'server', 'workers', 'page']
const name = process.argv[2] ?? ''
if (!known.includes(name)) {
  console.error(`Say which benchmark: ${known.join(', ')}.`)
  process.exit(2)
}
process.argv.splice(2, 1)
await import(new URL(`./${name}.js`, import.meta.url).href)

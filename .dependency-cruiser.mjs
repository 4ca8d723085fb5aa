// Turns the table of scripts/rooms.mjs into import rules. Run by scripts/lint.mjs, proven by scripts/lint.test.mjs,
// which plants one mistake per rule. A new rule needs a new planted mistake.
import { doors, nativePackages, nativeRooms, pure, purePackages, rooms } from './scripts/rooms.mjs'

const either = (names) => names.join('|')
const inPackages = (names) => `(^|/)node_modules/(${either(names)})(/|$)`
const inRooms = (names) => `^src/(${either(names)})/`
const door = (name) => (name.includes('/') ? `^src/${name}[.]ts$` : `^src/${name}/(${either(doors)})[.]ts$`)
const tests = '[.]test[.]ts$'
const error = (name, comment, from, to, more = {}) => ({ name, comment, severity: 'error', from, to, ...more })

const roomRules = Object.entries(rooms).map(([room, may]) => error(
  `${room}-may-import`, `${room} imports only what its row in scripts/rooms.mjs lists, and only through front doors.`,
  { path: `^src/${room}/` },
  { path: '^(src|test|bench)/', pathNot: [`^src/${room}/`, ...may.map(door)] },
))

export default {
  forbidden: [
    ...roomRules,
    error('nobody-imports-main', 'src/main.ts is the bin; what it shares belongs in src/index.ts.', {}, { path: '^src/main[.]ts$' }),
    error('only-main-imports-server', 'src/server.ts is the wiring of the server side; whoever wants a server runs one.', { pathNot: '^src/main[.]ts$' }, { path: '^src/server[.]ts$' }),
    error('wiring-uses-front-doors', 'The wiring plugs rooms together through their doors and knows nothing of their insides.',
      { path: '^src/(index|main|server)[.]ts$' }, { path: '^src/.+/', pathNot: Object.keys(rooms).map(door) }),
    error('outside-uses-front-doors', 'Journeys and benchmarks see the house as a visitor does; a room may lend them a fixture.',
      { path: '^(test|bench)/' }, { path: '^src/', pathNot: [...Object.keys(rooms).map(door), '^src/index[.]ts$', '[.]fixture[.]ts$'] }),
    error('pure-rooms-touch-no-world', 'Pure rooms and the studio open no file and no socket, so their results repeat anywhere.',
      { path: inRooms([...pure, 'studio']), pathNot: tests }, { dependencyTypes: ['core'] }),
    error('pure-rooms-short-package-list', `Pure rooms use only: ${purePackages.join(', ')}.`,
      { path: inRooms([...pure, 'studio']), pathNot: tests }, { path: '(^|/)node_modules/', pathNot: inPackages(purePackages) }),
    error('natives-only-in-media-and-render', 'Native code has two doors: media for reading, render for writing.',
      { pathNot: inRooms(nativeRooms) }, { path: inPackages(nativePackages) }),
    error('database-only-in-store', 'Nobody but store knows that there is a database.',
      { pathNot: '^src/store/' }, { path: inPackages(['pg', 'kysely', 'pg-boss']) }),
    error('web-framework-only-in-api', 'Nobody but api knows that there is HTTP; tests come as clients.',
      { pathNot: '^(src/api|test)/' }, { path: inPackages(['hono', 'ws', '@hono', '@modelcontextprotocol']) }),
    error('web-imports-no-node', 'The page runs in a browser.', { path: '^src/web/', pathNot: tests }, { dependencyTypes: ['core'] }),
    error('everything-resolves', 'A rule about a package that is not installed says nothing.', {}, { couldNotResolve: true }),
    error('nobody-imports-a-test', 'A test is run, not used; shared test code stands in a file of its own.', {}, { path: tests }),
    error('only-declared-packages', 'What is imported stands in package.json; the page is built, so its packages are of the build.', { path: '^src/', pathNot: [tests, '^src/web/'] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] }),
    error('allowed-licences', 'docs/dependencies.md says which licences are allowed and why.', {},
      { dependencyTypes: ['npm', 'npm-optional', 'npm-no-pkg', 'npm-unknown'], licenseNot: 'MIT|ISC|0BSD|Apache-2[.]0|BSD-[234]-Clause|OFL-1[.]1|MPL-2[.]0|^LGPL-3[.]0|^GPL-3[.]0' }),
    error('page-licences', 'What the page is built of is shipped inside it, with its notices: permissive licences only.',
      { path: '^src/web/' }, { dependencyTypes: ['npm-dev'], licenseNot: 'MIT|ISC|0BSD|Apache-2[.]0|BSD-[23]-Clause' }),
    error('copyleft-stays-optional', 'A GPL package is optional and spoken to from one place, behind a process of its own.',
      {}, { dependencyTypesNot: ['npm-optional', 'npm-dev'], license: '^A?GPL' }),
    error('no-module-cycles', 'Files that need each other are one file, or lack a third.', {}, { circular: true }),
    error('no-room-cycles', 'Rooms are a ladder.', { path: '^src/[^/]+$' }, { circular: true }, { scope: 'folder' }),
    error('every-file-is-in-a-room', 'A file outside the rooms escapes their rules.',
      { path: '^src/', pathNot: [inRooms(Object.keys(rooms)), '^src/(index|main|server)[.]ts$'] }, {}),
    error('no-orphans', 'A file that nobody imports and that imports nobody is forgotten.', { orphan: true, path: '^src/', pathNot: [tests, '[.]d[.]ts$', '[.]fixture[.]ts$'] }, {}),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/assembly/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}

// Runs before the page: the schema library asks the browser whether it may make functions from text unless it is told not
// to, and the page's content security policy forbids even the question, loudly.
globalThis.__zod_globalConfig = { jitless: true }

// The one table. docs/architecture.md prints it; the lint reads it; a test compares the two.
export const rooms = {
  base: [],
  draft: ['base'],
  understanding: ['base', 'draft'],
  director: ['base', 'draft'],
  compositor: ['base', 'draft'],
  sound: ['base', 'draft'],
  media: ['base', 'draft', 'compositor', 'sound', 'studio/ports'],
  render: ['base', 'draft', 'compositor', 'sound', 'media', 'studio/ports'],
  studio: ['base', 'draft', 'understanding', 'director'],
  store: ['base', 'draft', 'studio/ports'],
  api: ['base', 'draft', 'studio'],
  cli: ['base', 'draft', 'studio', 'api/contract'],
  web: ['base', 'draft', 'compositor', 'api/contract'],
}
export const pure = ['base', 'draft', 'understanding', 'director', 'compositor', 'sound']

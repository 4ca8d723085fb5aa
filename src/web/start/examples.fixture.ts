// Lent to the test that says every example to a real film.
export { examplesFor, materialOf, type Material } from './examples.ts'

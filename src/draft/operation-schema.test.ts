import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationCatalogue } from './catalogue.ts'
import { operationJsonSchema, operationSignature, operationTeachingSchema, taughtOperations } from './operation-schema.ts'
import { operationTable } from './ops/table.ts'

test('documents are made from the very schemas that check operations', () => {
  for (const [name, rule] of Object.entries(operationTable)) assert.equal(operationCatalogue[name as keyof typeof operationTable].schema, rule.schema, name)
})

test('every operation fits on a line that names all it takes, and what must be given', () => {
  for (const name of taughtOperations()) {
    const line = operationSignature(name)
    const { properties, required = [] } = operationJsonSchema(name)
    assert.ok(line.startsWith(`${name} {`) && !line.includes('\n') && line.length < 700, line)
    for (const key of Object.keys(properties)) assert.ok(line.includes(`${key}${required.includes(key) ? '' : '?'}: `), `${name} ${key}: ${line}`)
  }
  assert.equal(operationSignature('set-speed'), 'set-speed {targets: id[] | "all", speed: 0.1..16}')
  assert.equal(operationSignature('time-sound'), 'time-sound {target: id, start?: ms, duration?: ms | null, from?: ms, anchor?: id | null}')
})

test('what teaches is shorter than what checks, and has the name among its properties', () => {
  for (const name of taughtOperations()) {
    const taught = operationTeachingSchema(name)
    assert.deepEqual([taught['required'][0], taught['properties'].name], ['name', { const: name }])
    assert.ok(!JSON.stringify(taught).includes('pattern'), name)
  }
  assert.ok(!taughtOperations().includes('apply-changes') && !taughtOperations().includes('add-asset'))
})

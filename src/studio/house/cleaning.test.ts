import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { LedgerEntry } from '../ports.ts'
import { leftOf } from './cleaning.ts'

const entry = (kind: LedgerEntry['kind'], key: string, amount: number, expiresAt?: number): LedgerEntry => ({ kind, key, amount, user: 'u', createdAt: 0, ...(expiresAt !== undefined && { expiresAt }) })

test('what was spent is taken from the grant that ends soonest', () => {
  const ledger = [entry('grant', 'late', 50, 20), entry('grant', 'soon', 100, 10), entry('grant', 'ever', 10), entry('settle', 's1', 30)]
  assert.deepEqual(['soon', 'late', 'ever', 'none'].map((key) => leftOf(ledger, key)), [70, 50, 10, 0])
  const more = [...ledger, entry('settle', 's2', 100)]
  assert.deepEqual(['soon', 'late', 'ever'].map((key) => leftOf(more, key)), [0, 20, 10])
})

test('what was spent before a grant came is not taken from it, and what has ended pays for nothing', () => {
  const ledger = [entry('grant', 'one', 10, 5), entry('settle', 's1', 4), entry('expire', 'expire:one', 6), entry('grant', 'two', 10, 30), entry('settle', 's2', 3)]
  assert.deepEqual([leftOf(ledger, 'one'), leftOf(ledger, 'two')], [0, 7])
})

test('what is left of all grants is what was granted less what was spent and what has ended', () => {
  const steps = fc.array(fc.oneof(
    fc.record({ kind: fc.constant('grant' as const), amount: fc.integer({ min: 1, max: 50 }), ends: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) }),
    fc.record({ kind: fc.constant('settle' as const), amount: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('expire' as const), which: fc.nat(9) }),
  ), { maxLength: 30 })
  fc.assert(fc.property(steps, (all) => {
    const ledger: LedgerEntry[] = []
    const grants: string[] = []
    let sum = 0
    for (const [index, step] of all.entries()) {
      if (step.kind === 'grant') {
        grants.push(`g${index}`)
        ledger.push(entry('grant', `g${index}`, step.amount, step.ends))
        sum += step.amount
      } else if (step.kind === 'settle' && step.amount <= sum) {
        ledger.push(entry('settle', `s${index}`, step.amount))
        sum -= step.amount
      } else if (step.kind === 'expire' && grants[step.which] !== undefined && !ledger.some(({ key }) => key === `expire:${grants[step.which]}`)) {
        const left = leftOf(ledger, grants[step.which]!)
        ledger.push(entry('expire', `expire:${grants[step.which]}`, left))
        sum -= left
      }
    }
    assert.equal(grants.reduce((total, key) => total + leftOf(ledger, key), 0), sum)
  }))
})

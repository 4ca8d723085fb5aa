import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { LedgerEntry } from '../ports.ts'
import { grantsLeft } from './grants.ts'

const entry = (kind: LedgerEntry['kind'], key: string, amount: number, expiresAt?: number): LedgerEntry => ({ kind, key, amount, user: 'u', createdAt: 0, ...(expiresAt !== undefined && { expiresAt }) })
const spent = (work: string, amount: number) => [entry('freeze', `freeze:${work}`, amount), entry('settle', `close:${work}`, amount)]
const left = (ledger: readonly LedgerEntry[]) => Object.fromEntries(grantsLeft(ledger).map((grant) => [grant.key, grant.left]))

test('what was spent is taken from the grant that ends soonest', () => {
  const ledger = [entry('grant', 'late', 50, 20), entry('grant', 'soon', 100, 10), entry('grant', 'ever', 10), ...spent('s1', 30)]
  assert.deepEqual(left(ledger), { soon: 70, late: 50, ever: 10 })
  assert.deepEqual(left([...ledger, ...spent('s2', 100)]), { soon: 0, late: 20, ever: 10 })
})

test('what was spent before a grant came is not taken from it, and what has ended pays for nothing', () => {
  const ledger = [entry('grant', 'one', 10, 5), ...spent('s1', 4), entry('expire', 'expire:one', 6), entry('grant', 'two', 10, 30), ...spent('s2', 3)]
  assert.deepEqual(left(ledger), { one: 0, two: 7 })
})

test('work that began before a grant ended is paid by it, whatever else is spent meanwhile', () => {
  const ledger = [entry('grant', 'one', 10, 5), entry('grant', 'two', 10, 30), entry('freeze', 'freeze:long', 4), entry('expire', 'expire:one', 6), ...spent('short', 3)]
  assert.deepEqual(left(ledger), { one: 0, two: 7 })
  assert.deepEqual(left([...ledger, entry('settle', 'close:long', 4)]), { one: 0, two: 7 })
})

test('what comes back after its grant has ended belongs to that grant, and can end once more', () => {
  const ledger = [entry('grant', 'one', 10, 5), entry('grant', 'two', 10, 30), entry('freeze', 'freeze:w', 14), entry('settle', 'close:w', 3), entry('expire', 'expire:one', 0), entry('refund', 'rest:w', 11)]
  assert.deepEqual(grantsLeft(ledger).map(({ key, left, over }) => [key, left, over]), [['one', 7, true], ['two', 10, false]])
  assert.deepEqual(left([...ledger, entry('expire', 'expire:one:after:w', 7)]), { one: 0, two: 10 })
})

test('in any order of events all grants together have what the account has', () => {
  const steps = fc.array(fc.oneof(
    fc.record({ kind: fc.constant('grant' as const), amount: fc.integer({ min: 1, max: 50 }), ends: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) }),
    fc.record({ kind: fc.constant('freeze' as const), amount: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('close' as const), which: fc.nat(9), spent: fc.nat(20) }),
    fc.record({ kind: fc.constant('expire' as const), which: fc.nat(9) }),
  ), { maxLength: 40 })
  fc.assert(fc.property(steps, (all) => {
    const ledger: LedgerEntry[] = []
    const open: { readonly work: string; readonly amount: number }[] = []
    let available = 0
    for (const [index, step] of all.entries()) {
      if (step.kind === 'grant') {
        ledger.push(entry('grant', `g${index}`, step.amount, step.ends))
        available += step.amount
      } else if (step.kind === 'freeze' && step.amount <= available) {
        ledger.push(entry('freeze', `freeze:w${index}`, step.amount))
        open.push({ work: `w${index}`, amount: step.amount })
        available -= step.amount
      } else if (step.kind === 'close' && open.length > 0) {
        const [{ work, amount }] = open.splice(step.which % open.length, 1) as [typeof open[number]]
        const settled = Math.min(step.spent, amount)
        if (settled > 0) ledger.push(entry('settle', `close:${work}`, settled))
        if (settled < amount) ledger.push(entry('refund', settled > 0 ? `rest:${work}` : `close:${work}`, amount - settled))
        available += amount - settled
        for (const grant of grantsLeft(ledger)) {
          if (!grant.over || grant.left === 0) continue
          ledger.push(entry('expire', `expire:${grant.key}:after:${work}`, grant.left))
          available -= grant.left
        }
      } else if (step.kind === 'expire') {
        const grant = grantsLeft(ledger)[step.which]
        if (grant === undefined || grant.over) continue
        ledger.push(entry('expire', `expire:${grant.key}`, grant.left))
        available -= grant.left
      }
    }
    const grants = grantsLeft(ledger)
    assert.equal(grants.reduce((total, grant) => total + grant.left, 0), available)
    for (const grant of grants) assert.ok(!grant.over || grant.left === 0, 'what has ended stays ended')
  }))
})

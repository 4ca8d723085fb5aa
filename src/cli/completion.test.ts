// Completions as a person sees them: the script is loaded by a real shell, and Tab is asked for.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { taughtOperations } from '../draft/index.ts'
import { commands } from './commands/index.ts'
import { choicesOf, completionScript, shells } from './completion.ts'

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0

/** What bash offers for a line that ends where Tab is pressed. */
function offered(line: string): readonly string[] {
  const words = line.split(' ')
  const script = `${completionScript('bash', commands)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_kinora; printf '%s\\n' "\${COMPREPLY[@]}"`
  const ran = spawnSync('bash', ['--norc', '-eu', '-c', script], { encoding: 'utf8' })
  assert.equal(ran.status, 0, ran.stderr)
  assert.equal(ran.stderr, '')
  return ran.stdout.split('\n').filter((word) => word !== '')
}

test('bash completes commands, actions, options, values and names', { skip: !has('bash') && 'no bash here' }, () => {
  assert.deepEqual(offered('kinora ses'), ['session'])
  for (const { name } of commands) assert.deepEqual(offered(`kinora ${name}`).filter((word) => word === name), [name])
  assert.deepEqual(offered('kinora session re'), ['rename', 'redo', 'restore'])
  assert.deepEqual(offered('kinora ops show set-tr'), ['set-transition', 'set-transition-sounds'])
  assert.deepEqual(offered('kinora export --q'), ['--quality'])
  assert.deepEqual(offered('kinora export --quality st'), ['standard'])
  assert.deepEqual(offered('kinora help comp'), ['completion'])
  assert.ok(offered('kinora upload ').includes('package.json'))
  for (const { name, options } of commands) assert.deepEqual(offered(`kinora ${name} --`), [...options.map((option) => `--${option.name}`), '--help'], name)
})

for (const shell of shells) {
  test(`${shell} reads its script without a complaint`, { skip: !has(shell) && `no ${shell} here` }, () => {
    const ran = spawnSync(shell, ['-n'], { input: completionScript(shell, commands), encoding: 'utf8' })
    assert.deepEqual([ran.status, ran.stderr], [0, ''])
  })

  test(`the script of ${shell} names every command, action, option and operation`, () => {
    const script = completionScript(shell, commands)
    for (const { name, actions = [], options } of commands) {
      for (const word of [name, ...actions.map((one) => one.name), ...options.map((option) => option.name)]) assert.ok(script.includes(word), `${name} ${word}`)
    }
    for (const name of taughtOperations()) assert.ok(script.includes(name), name)
  })
}

test('a value that names its choices offers them, any other is a file or anything', () => {
  assert.deepEqual(choicesOf({ name: 'q', value: 'draft|standard|high', meaning: '' }), ['draft', 'standard', 'high'])
  for (const value of [undefined, 'FILE', 'FILE|MOOD|none', 'en|zh|…', 'DIR|none']) assert.equal(choicesOf({ name: 'q', ...(value && { value }), meaning: '' }), undefined, value)
})

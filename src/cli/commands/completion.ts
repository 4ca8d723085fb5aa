// `kinora completion`: what a shell needs to complete commands, actions, options and names with Tab.

import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { completionScript, shells } from '../completion.ts'
import { exitCodes } from '../exit-codes.ts'

/** Made with the list of all commands, which this one stands in itself. */
export function completionOf(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    usage: 'bash | zsh | fish',
    summary: 'completions for a shell',
    actions: shells.map((name) => ({ name, summary: `a script for ${name}` })),
    options: [],
    examples: [
      ['kinora completion bash > ~/.local/share/bash-completion/completions/kinora', 'for every new bash'],
      ['kinora completion zsh > "${fpath[1]}/_kinora"', 'for every new zsh'],
      ['kinora completion fish > ~/.config/fish/completions/kinora.fish', 'for every new fish'],
    ],
    run(given, world) {
      const shell = shells.find((name) => name === given.positionals[0])
      if (shell === undefined) throw usage(`kinora completion needs a shell: ${shells.join(', ')}.`, 'kinora completion bash')
      world.terminal.out(completionScript(shell, commands()))
      return Promise.resolve(exitCodes.ok)
    },
  }
}

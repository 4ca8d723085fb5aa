// Completions for shells, made from the same table of commands that help is made from. Pure: commands in, a script out.
// The scripts are static, so that pressing Tab starts no process; whoever updates kinora loads them anew with the shell.

import type { Action, Command, Option } from './command.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return { bash, zsh, fish }[shell](commands)
}

/** Values that an option names itself: `draft|standard|high`; undefined: anything, or a file. */
export function choicesOf({ value = '' }: Option): readonly string[] | undefined {
  const words = value.split('|')
  return words.length > 1 && words.every((word) => /^[a-z0-9][a-z0-9.:-]*$/.test(word)) ? words : undefined
}

function actionsOf({ actions = [] }: Command): readonly Action[] {
  return actions
}

function optionWords({ name, short }: Option): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]
}

// ------------------------------------------------------------------------------------------------ bash

function bash(commands: readonly Command[]): string {
  return `# Completions of kinora for bash. Load them with: source <(kinora completion bash)
_kinora() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]:-} action=\${COMP_WORDS[2]:-}
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=($(compgen -W "${[...commands.map(({ name }) => name), 'help'].join(' ')} --help --version" -- "$cur"))
    return
  fi
  case "$command" in
    help)
      COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$cur"))
      return ;;
${commands.map(bashCommand).join('\n')}
  esac
  COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -o bashdefault -F _kinora kinora
`
}

function bashCommand(command: Command): string {
  const values = command.options.filter(({ value }) => value !== undefined).map((option) => {
    const choices = choicesOf(option)
    return `        ${optionWords(option).join('|')}) COMPREPLY=($(${choices === undefined ? 'compgen -f' : `compgen -W "${choices.join(' ')}"`} -- "$cur")); return ;;`
  })
  const words = actionsOf(command).filter(({ words: known = [] }) => known.length > 0).map(({ name, words: known = [] }) => `        ${name}) (( COMP_CWORD == 3 )) && { COMPREPLY=($(compgen -W "${known.join(' ')}" -- "$cur")); return; } ;;`)
  return `    ${command.name})
${values.length === 0 ? '' : `      case "$prev" in\n${values.join('\n')}\n      esac\n`}      if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "${[...command.options.flatMap(optionWords), '--help'].join(' ')}" -- "$cur"))
        return
      fi
${actionsOf(command).length === 0 ? '' : `      if (( COMP_CWORD == 2 )); then
        COMPREPLY=($(compgen -W "${actionsOf(command).map(({ name }) => name).join(' ')}" -- "$cur"))
        return
      fi
`}${words.length === 0 ? '' : `      case "$action" in\n${words.join('\n')}\n      esac\n`}      ;;`
}

// ------------------------------------------------------------------------------------------------ zsh

function zsh(commands: readonly Command[]): string {
  return `#compdef kinora
# Completions of kinora for zsh. Load them with: source <(kinora completion zsh)
_kinora() {
  local -a commands
  commands=(${commands.map(({ name, summary }) => quoted(`${name}:${summary}`)).join(' ')})
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    help) _describe 'command' commands ;;
${commands.map(zshCommand).join('\n')}
    *) _files ;;
  esac
}
if [ "$funcstack[1]" = "_kinora" ]; then _kinora "$@"; else compdef _kinora kinora; fi
`
}

function zshCommand(command: Command): string {
  const options = command.options.map((option) => {
    const choices = choicesOf(option)
    const value = option.value === undefined ? '' : `:${plainWord(option.value)}:${choices === undefined ? '_files' : `(${choices.join(' ')})`}`
    const names = optionWords(option)
    const brackets = `[${option.meaning.replaceAll(/[[\]:\\]/g, (mark) => `\\${mark}`)}]`
    return names.length === 1 ? quoted(`*${names[0]}${brackets}${value}`) : `'*'{${names.join(',')}}${quoted(`${brackets}${value}`)}`
  })
  const actions = actionsOf(command)
  const first = actions.length === 0 ? '' : ` ${quoted(`1:what:(${actions.map(({ name }) => name).join(' ')})`)}`
  const known = [...new Set(actions.flatMap(({ words = [] }) => words))]
  const second = known.length === 0 ? '' : ` ${quoted(`2:name:(${known.join(' ')})`)}`
  return `    ${command.name}) _arguments ${options.join(' ')}${first}${second} '*:file:_files' ;;`
}

function plainWord(value: string): string {
  return value.replaceAll(/[^A-Za-z0-9.|/-]/g, '').replaceAll('|', '-') || 'value'
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

// ------------------------------------------------------------------------------------------------ fish

function fish(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  return `# Completions of kinora for fish. Load them with: kinora completion fish | source
complete -c kinora -n __fish_use_subcommand -a help -d 'examples and options of a command'
complete -c kinora -f -n '__fish_seen_subcommand_from help' -a ${fishQuoted(names)}
${commands.flatMap(fishCommand).join('\n')}
`
}

function fishCommand(command: Command): readonly string[] {
  const seen = `-n ${fishQuoted(`__fish_seen_subcommand_from ${command.name}`)}`
  return [
    `complete -c kinora -n __fish_use_subcommand -a ${command.name} -d ${fishQuoted(command.summary)}`,
    ...actionsOf(command).map(({ name, summary }) => `complete -c kinora ${seen} -a ${name} -d ${fishQuoted(summary)}`),
    ...actionsOf(command).filter(({ words = [] }) => words.length > 0).map(({ name, words = [] }) => `complete -c kinora -n ${fishQuoted(`__fish_seen_subcommand_from ${command.name}; and __fish_seen_subcommand_from ${name}`)} -a ${fishQuoted(words.join(' '))}`),
    ...command.options.map((option) => {
      const choices = choicesOf(option)
      const value = option.value === undefined ? '' : choices === undefined ? ' -r' : ` -x -a ${fishQuoted(choices.join(' '))}`
      return `complete -c kinora ${seen} -l ${option.name}${option.short === undefined ? '' : ` -s ${option.short}`}${value} -d ${fishQuoted(option.meaning)}`
    }),
  ]
}

function fishQuoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, (mark) => `\\${mark}`)}'`
}

// Help that teaches by example: first lines that work, then what each option means.

import type { Command, Option } from './command.ts'

/** The page of `kinora help`. */
export function helpOverview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2
  return `kinora makes films out of photos, clips, music and words. No network, no key, no GPU.

  kinora make photos/                          a film of everything in a folder
  kinora make *.jpg -p "30 seconds, upbeat"    said in plain words, English or Chinese
  kinora make photos/ --aspect 9:16 -o reel.mp4
  kinora demo                                  draws its own pictures and makes a film of them

Commands:
${commands.map((command) => `  ${command.name.padEnd(width)}${command.summary}`).join('\n')}

On a server (kinora serve, or NEMO_API_URL): kinora upload photos/ --new && kinora say "20 seconds, upbeat" && kinora export -o film.mp4

kinora help COMMAND shows examples and options of one. Exit codes: 0 done, 1 failed, 2 command line not understood,
3 nothing usable among the files, 4 cancelled, 5 finished but a self-check failed, 6 no server answers, 7 not allowed,
8 no such thing on the server, 9 not enough credits, 10 not now, the same later may work.
`
}

/** The page of `kinora help COMMAND`. */
export function helpPage(command: Command): string {
  const names = command.options.map(optionName)
  const width = Math.max(0, ...names.map((name) => name.length)) + 2
  const options = command.options.map((option, index) => `  ${names[index]!.padEnd(width)}${option.meaning}`)
  return `kinora ${command.name} ${command.usage}\n${command.summary[0]!.toUpperCase()}${command.summary.slice(1)}.\n\nExamples:\n${examples(command)}\n${actions(command)}${
    options.length === 0 ? '' : `\nOptions:\n${options.join('\n')}\n`}`
}

function actions({ actions: list = [] }: Command): string {
  if (list.length === 0) return ''
  const words = list.map(({ name, usage = '' }) => `${name} ${usage}`.trim())
  const width = Math.max(...words.map((word) => word.length)) + 2
  return `\nIt can:\n${list.map(({ summary }, index) => `  ${words[index]!.padEnd(width)}${summary}`).join('\n')}\n`
}

/** Command lines that are longer have what they do below them. */
const longestLine = 72

function examples(command: Command): string {
  const width = Math.max(0, ...command.examples.map(([line]) => line.length).filter((length) => length <= longestLine)) + 3
  return command.examples.map(([line, meaning]) => (line.length > longestLine ? `  ${line}\n${' '.repeat(width + 2)}${meaning}` : `  ${line.padEnd(width)}${meaning}`)).join('\n')
}

function optionName(option: Option): string {
  return `${option.short === undefined ? '    ' : `-${option.short}, `}--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`
}

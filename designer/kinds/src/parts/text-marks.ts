/** What a command of the toolbar does to a text and its selection. */

export interface Selected {
  text: string
  from: number
  to: number
}

export type Command = 'bold' | 'italic' | 'struck' | 'heading' | 'list' | 'numbers' | 'quote' | 'link'

const AROUND: Partial<Record<Command, string>> = { bold: '**', italic: '*', struck: '~~' }
const BEFORE: Partial<Record<Command, (index: number) => string>> = { heading: () => '## ', list: () => '- ', numbers: (index) => `${index + 1}. `, quote: () => '> ' }
const LINE_MARK = /^(#{1,6}|[-*+]|\d+[.)]|>)\s+/

export function applyCommand(command: Command, { text, from, to }: Selected): Selected {
  const around = AROUND[command]
  if (around) return wrapped({ text, from, to }, around)
  const before = BEFORE[command]
  if (before) return marked({ text, from, to }, before)
  const label = text.slice(from, to)
  const isAddress = /^https?:\/\/\S+$/.test(label)
  const inserted = isAddress ? `[](${label})` : `[${label}](https://)`
  const caret = from + (isAddress ? 1 : inserted.length - 1)
  return { text: text.slice(0, from) + inserted + text.slice(to), from: caret, to: caret }
}

/** The same command again takes the marks away. */
function wrapped({ text, from, to }: Selected, mark: string): Selected {
  const size = mark.length
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark) {
    return { text: text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size), from: from - size, to: to - size }
  }
  return { text: text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to), from: from + size, to: to + size }
}

/** Marks whole lines; another mark is replaced, the same one taken away. */
function marked({ text, from, to }: Selected, mark: (index: number) => string): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', to) === -1 ? text.length : text.indexOf('\n', to)
  const lines = text.slice(start, end).split('\n')
  const isSet = lines.every((line, index) => line.startsWith(mark(index)))
  const next = lines.map((line, index) => (isSet ? '' : mark(index)) + line.replace(LINE_MARK, '')).join('\n')
  return { text: text.slice(0, start) + next + text.slice(end), from: start, to: start + next.length }
}

import type { Arguments } from '../arguments'
import { ONE, fromInteger } from '../decimal'
import { byteLength, isList, type Value } from '../value'
import type { FunctionTable } from './function'
import { countOf } from './text'

/** Searching in text. Letters are compared as they are: "a" is not "A". */
export const searchFunctions: FunctionTable = {
  CONTAINS: { eager: contains },
  STARTSWITH: { eager: (args) => tells(args, (text, part) => text.startsWith(part)) },
  ENDSWITH: { eager: (args) => tells(args, (text, part) => text.endsWith(part)) },
  FIND: { eager: find },
  COUNTTEXT: { eager: occurrences },
  BEFORE: { eager: (args) => cut(args, (text, at) => text.slice(0, at)) },
  AFTER: { eager: (args) => cut(args, (text, at, mark) => text.slice(at + mark.length)) },
  SPLIT: { listing: split },
}

/** A text within a text, or one of a list. */
function contains(args: Arguments): Value {
  const part = args.text(1)
  if (part === null) return false
  const item = args.items[0] ?? null
  return isList(item) ? item.includes(part) : (args.text(0)?.includes(part) ?? false)
}

function tells(args: Arguments, test: (text: string, part: string) => boolean): Value {
  const [text, part] = [args.text(0), args.text(1)]
  return text !== null && part !== null && test(text, part)
}

function find(args: Arguments): Value {
  const [part, text, start] = [args.text(0), args.text(1), args.numberOr(2, ONE)]
  if (part === null || text === null || start === null) return null
  const characters = [...text]
  const skipped = Math.max(0, countOf(start) - 1)
  if (skipped > characters.length) return null
  const rest = characters.slice(skipped).join('')
  const at = rest.indexOf(part)
  return at < 0 ? null : fromInteger(skipped + [...rest.slice(0, at)].length + 1)
}

function occurrences(args: Arguments): Value {
  const [text, part] = [args.text(0), args.text(1)]
  return part === null ? null : fromInteger(text === null ? 0 : text.split(part).length - 1)
}

function cut(args: Arguments, part: (text: string, at: number, mark: string) => string): Value {
  const [text, mark] = [args.text(0), args.text(1)]
  if (text === null || mark === null) return null
  const at = text.indexOf(mark)
  return at < 0 ? null : args.made(part(text, at, mark))
}

function split(args: Arguments): readonly Value[] {
  const [text, mark] = [args.text(0), args.text(1)]
  if (text === null) return []
  if (mark === null) return [text]
  args.spend(byteLength(text))
  return text.split(mark).map(args.made)
}

import type { Arguments } from '../arguments'
import { truncated, type Decimal } from '../decimal'
import { fromInteger } from '../decimal'
import { isList, textOf, type Value } from '../value'
import type { FunctionTable } from './function'

/** Text. Positions and lengths count characters: code points, not halves of surrogate pairs. */
export const textFunctions: FunctionTable = {
  LEN: { eager: (args) => fromInteger([...(args.text(0) ?? '')].length) },
  UPPER: { eager: (args) => changed(args, (text) => text.toUpperCase()) },
  LOWER: { eager: (args) => changed(args, (text) => text.toLowerCase()) },
  TRIM: { eager: (args) => changed(args, trimmed) },
  LEFT: { eager: (args) => cut(args, (characters, count) => characters.slice(0, count)) },
  RIGHT: { eager: (args) => cut(args, (characters, count) => characters.slice(Math.max(0, characters.length - count))) },
  MID: { eager: middle },
  CONTAINS: { eager: contains },
  CONCAT: { eager: (args) => args.made(args.items.map((_, index) => textOf(args.value(index))).join('')) },
}

/** JavaScript's own `trim` knows another set of blanks than Unicode and the server. */
export function trimmed(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')
}

function changed(args: Arguments, change: (text: string) => string): Value {
  const text = args.text(0)
  return text === null ? null : args.made(change(text))
}

/** A count of characters: fractions are cut off, below zero is none. */
export function countOf(number: Decimal): number {
  const whole = truncated(number)
  return whole < 0n ? 0 : whole > 1_000_000_000n ? 1_000_000_000 : Number(whole)
}

function cut(args: Arguments, part: (characters: string[], count: number) => string[]): Value {
  const [text, number] = [args.text(0), args.number(1)]
  return text === null || number === null ? null : args.made(part([...text], countOf(number)).join(''))
}

/** The first character has the number 1. */
function middle(args: Arguments): Value {
  const [text, first, number] = [args.text(0), args.number(1), args.number(2)]
  if (text === null || first === null || number === null) return null
  const start = Math.max(0, countOf(first) - 1)
  return args.made([...text].slice(start, start + countOf(number)).join(''))
}

/** A text within a text, or one of a list. */
function contains(args: Arguments): Value {
  const part = args.text(1)
  if (part === null) return false
  const item = args.items[0] ?? null
  return isList(item) ? item.includes(part) : (args.text(0)?.includes(part) ?? false)
}

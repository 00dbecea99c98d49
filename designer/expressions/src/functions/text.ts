import type { Arguments } from '../arguments'
import { fromInteger, truncated, type Decimal } from '../decimal'
import { fail } from '../evaluate-error'
import { LIMITS } from '../limits'
import { byteLength, textOf, type Value } from '../value'
import type { FunctionTable } from './function'

/** Text and its parts. Positions and lengths count characters: code points, not halves of surrogate pairs. */
export const textFunctions: FunctionTable = {
  LEN: { eager: (args) => fromInteger([...(args.text(0) ?? '')].length) },
  LEFT: { eager: (args) => cut(args, (characters, count) => characters.slice(0, count)) },
  RIGHT: { eager: (args) => cut(args, (characters, count) => characters.slice(Math.max(0, characters.length - count))) },
  MID: { eager: middle },
  UPPER: { eager: (args) => changed(args, upper) },
  LOWER: { eager: (args) => changed(args, lower) },
  PROPER: { eager: (args) => changed(args, (text) => lower(text).replace(/(?<![a-z])[a-z]/g, upper)) },
  TRIM: { eager: (args) => changed(args, trimmed) },
  CLEAN: { eager: (args) => changed(args, (text) => text.replace(/[\x00-\x1f\x7f]/g, '')) },
  CONCAT: { eager: (args) => args.made(args.items.map((_, index) => textOf(args.value(index))).join('')) },
  REPT: { eager: repeat },
  REVERSE: { eager: (args) => changed(args, (text) => [...text].reverse().join('')) },
}

/** Only the letters a to z change, because databases differ in all others. */
const upper = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** Without spaces, also wide and fixed ones, tabs and line ends at both ends. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\n\r\u00a0\u3000]+|[ \t\n\r\u00a0\u3000]+$/g, '')
}

export function changed(args: Arguments, change: (text: string) => string): Value {
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

/** A place below 1 counts as 1. */
function middle(args: Arguments): Value {
  const [text, first, number] = [args.text(0), args.number(1), args.number(2)]
  if (text === null || first === null || number === null) return null
  const start = Math.max(0, countOf(first) - 1)
  return args.made([...text].slice(start, start + countOf(number)).join(''))
}

function repeat(args: Arguments): Value {
  const [text, number] = [args.text(0), args.number(1)]
  if (text === null || number === null) return null
  return byteLength(text) * countOf(number) > LIMITS.textBytes ? fail('text_too_long') : args.made(text.repeat(countOf(number)))
}

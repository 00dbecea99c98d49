import type { Arguments } from '../arguments'
import { fromInteger, truncated } from '../decimal'
import { isBlank, orderOf, sameValues, textOf, type Value } from '../value'
import type { FunctionTable } from './function'

/** Lists as they stand: places in them, and lists made of them. */
export const listFunctions: FunctionTable = {
  FIRST: { eager: (args) => filled(args, 0)[0] ?? null },
  LAST: { eager: (args) => filled(args, 0).at(-1) ?? null },
  NTH: { eager: nth },
  INDEXOF: { eager: indexOf },
  JOIN: { eager: join },
  UNIQUE: { listing: unique },
  COUNTUNIQUE: { eager: (args) => fromInteger(unique(args).length) },
  SORT: { listing: sort },
  CONTAINSANY: { eager: (args) => compared(args, (wanted, has) => wanted.some(has)) },
  CONTAINSALL: { eager: (args) => compared(args, (wanted, has) => wanted.every(has)) },
}

function filled(args: Arguments, index: number): Value[] {
  return args.list(index).filter((value) => !isBlank(value))
}

/** Counted from 1, blanks counted too. */
function nth(args: Arguments): Value {
  const place = args.number(1)
  return place && (args.list(0)[Number(truncated(place)) - 1] ?? null)
}

function indexOf(args: Arguments): Value {
  const wanted = args.value(1)
  if (isBlank(wanted)) return null
  const index = args.list(0).findIndex((value) => sameValues(value, wanted))
  return index < 0 ? null : fromInteger(index + 1)
}

function join(args: Arguments): Value {
  const mark = args.count > 1 ? (args.text(1) ?? '') : '、'
  return args.made(filled(args, 0).map(textOf).join(mark))
}

function unique(args: Arguments): Value[] {
  const found: Value[] = []
  for (const value of filled(args, 0)) {
    args.spend(Math.floor(found.length / 8))
    if (!found.some((other) => sameValues(other, value))) found.push(value)
  }
  return found
}

/** Booleans and records, which have no order of their own, stay in their order. */
function sort(args: Arguments): Value[] {
  const values = filled(args, 0)
  args.spend(values.length)
  return values.sort((one, two) => orderOf(one, two) ?? 0)
}

function compared(args: Arguments, test: (wanted: Value[], has: (value: Value) => boolean) => boolean): Value {
  args.spend(args.list(0).length * args.list(1).length)
  const values = filled(args, 0)
  return test(filled(args, 1), (value) => values.some((other) => sameValues(value, other)))
}

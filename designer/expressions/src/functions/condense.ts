import type { Arguments } from '../arguments'
import { ZERO, add, divide, fromInteger, truncated, type Decimal } from '../decimal'
import { fail } from '../evaluate-error'
import { isBlank, numberOf, orderOf, sameValues, type Value } from '../value'
import type { FunctionTable } from './function'

/** Several values to one: single values, lists and columns of child rows alike. Blanks are left out. */
export const condenseFunctions: FunctionTable = {
  SUM: { eager: (args) => total(args.filled()) },
  AVG: { eager: (args) => mean(args.filled()) },
  COUNT: { eager: (args) => fromInteger(args.filled().length) },
  COUNTA: { eager: (args) => fromInteger(args.filled().length) },
  COUNTBLANK: { eager: (args) => fromInteger(args.opened().filter(isBlank).length) },
  MIN: { eager: (args) => extreme(args, -1) },
  MAX: { eager: (args) => extreme(args, 1) },
  MEDIAN: { eager: median },
  LARGE: { eager: (args) => ranked(args, true) },
  SMALL: { eager: (args) => ranked(args, false) },
  ALL: { eager: (args) => args.opened().every((value) => value === true) },
  ANY: { eager: (args) => args.opened().includes(true) },
  COUNTIF: { eager: (args) => fromInteger(args.list(0).filter((value) => sameValues(value, args.value(1))).length) },
}

/** The sum of the numbers; zero of nothing. */
export function total(values: readonly Value[]): Decimal {
  return values.reduce<Decimal>((sum, value) => add(sum, numberOf(value) ?? ZERO), ZERO)
}

/** The mean of the numbers; blank of nothing. */
export function mean(values: readonly Value[]): Value {
  const filled = values.filter((value) => !isBlank(value))
  return filled.length === 0 ? null : divide(total(filled), fromInteger(filled.length))
}

/** The value that lies furthest in a direction; the first of equal ones. */
function extreme(args: Arguments, direction: -1 | 1): Value {
  return args.filled().reduce<Value>((best, value) => {
    if (best === null) return value
    return (orderOf(value, best) ?? fail('value_unexpected')) === direction ? value : best
  }, null)
}

/** Values that `<` compares, the smallest first. */
function sorted(values: readonly Value[]): Value[] {
  return values.filter((value) => !isBlank(value)).sort((one, two) => orderOf(one, two) ?? 0)
}

function median(args: Arguments): Value {
  const values = sorted(args.filled())
  args.spend(values.length)
  return mean(values.slice(Math.floor((values.length - 1) / 2), Math.floor(values.length / 2) + 1))
}

function ranked(args: Arguments, fromTheLargest: boolean): Value {
  const place = args.number(1)
  if (place === null) return null
  const values = sorted(args.list(0))
  args.spend(values.length)
  if (fromTheLargest) values.reverse()
  return values[Number(truncated(place)) - 1] ?? null
}

import type { Arguments } from '../arguments'
import { ZERO, add, divide, fromInteger, type Decimal } from '../decimal'
import { fail } from '../evaluate-error'
import { numberOf, orderOf, type Value } from '../value'
import type { FunctionTable } from './function'

/** Several values to one: single values, lists and columns of child rows alike. */
export const listFunctions: FunctionTable = {
  SUM: { eager: (args) => sum(args.filled()) },
  COUNT: { eager: (args) => fromInteger(args.filled().length) },
  MIN: { eager: (args) => extreme(args, -1) },
  MAX: { eager: (args) => extreme(args, 1) },
  AVG: {
    eager: (args) => {
      const values = args.filled()
      return values.length === 0 ? null : divide(sum(values), fromInteger(values.length))
    },
  },
}

function sum(values: readonly Value[]): Decimal {
  return values.reduce<Decimal>((total, value) => add(total, numberOf(value) ?? ZERO), ZERO)
}

/** The value that lies furthest in a direction; the first of equal ones. */
function extreme(args: Arguments, direction: -1 | 1): Value {
  return args.filled().reduce<Value>((best, value) => {
    if (best === null) return value
    return (orderOf(value, best) ?? fail('value_unexpected')) === direction ? value : best
  }, null)
}

import type { Arguments } from '../arguments'
import { ONE, absolute, isZero, roundedTo, type Rounding } from '../decimal'
import type { Value } from '../value'
import type { FunctionTable } from './function'
import { toDecimals } from './number'

/** Rounding, in every way that accountants ask for. */
export const roundingFunctions: FunctionTable = {
  ROUND: { eager: (args) => toDecimals(args, 'half_away') },
  ROUNDUP: { eager: (args) => toDecimals(args, 'away') },
  ROUNDDOWN: { eager: (args) => toDecimals(args, 'zero') },
  ROUNDHALFEVEN: { eager: (args) => toDecimals(args, 'half_even') },
  TRUNC: { eager: (args) => toDecimals(args, 'zero') },
  INT: { eager: (args) => toDecimals(args, 'down') },
  CEILING: { eager: (args) => toMultiple(args, 'up') },
  FLOOR: { eager: (args) => toMultiple(args, 'down') },
  MROUND: { eager: (args) => toMultiple(args, 'half_away') },
}

/** The sign of the multiple does not matter; of zero there are no multiples. */
function toMultiple(args: Arguments, rounding: Rounding): Value {
  const [number, multiple] = [args.number(0), args.numberOr(1, ONE)]
  if (number === null || multiple === null || isZero(multiple)) return null
  return roundedTo(number, absolute(multiple), rounding)
}

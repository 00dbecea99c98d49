import type { Arguments } from '../arguments'
import { ZERO, add, divide, fromInteger, multiply, type Decimal } from '../decimal'
import type { Value } from '../value'
import type { FunctionTable } from './function'

const DAY = fromInteger(86_400)
const HOUR = fromInteger(3_600)
const MINUTE = fromInteger(60)
const SECOND = fromInteger(1)

/** Lengths of time: exact numbers of seconds. */
export const durationFunctions: FunctionTable = {
  DURATION: { eager: build },
  HOURS: { eager: (args) => of(args, HOUR) },
  MINUTES: { eager: (args) => of(args, MINUTE) },
  SECONDS: { eager: (args) => of(args, SECOND) },
  INDAYS: { eager: (args) => measured(args, DAY) },
  INHOURS: { eager: (args) => measured(args, HOUR) },
  INMINUTES: { eager: (args) => measured(args, MINUTE) },
  INSECONDS: { eager: (args) => measured(args, SECOND) },
}

function build(args: Arguments): Value {
  let sum = ZERO
  for (const [index, unit] of [DAY, HOUR, MINUTE, SECOND].entries()) {
    const number = args.numberOr(index, ZERO)
    if (number === null) return null
    sum = add(sum, multiply(number, unit))
  }
  return sum
}

function of(args: Arguments, unit: Decimal): Value {
  const number = args.number(0)
  return number && multiply(number, unit)
}

function measured(args: Arguments, unit: Decimal): Value {
  const seconds = args.number(0)
  return seconds && divide(seconds, unit)
}

import type { Arguments } from '../arguments'
import { stepsOf } from '../arithmetic'
import { ZERO, absolute, add, compareDecimals, divide, fromInteger, isNegative, isWhole, isZero, multiply, power, remainder, round, roundedTo, squareRoot, truncated, type Decimal, type Rounding } from '../decimal'
import { fail } from '../evaluate-error'
import type { Value } from '../value'
import type { FunctionTable } from './function'

/** Numbers: exact, with at most 12 decimals. */
export const numberFunctions: FunctionTable = {
  ABS: { eager: (args) => plain(args, absolute) },
  SIGN: { eager: (args) => plain(args, (number) => fromInteger(isZero(number) ? 0 : isNegative(number) ? -1 : 1)) },
  MOD: { eager: modulo },
  QUOTIENT: { eager: quotient },
  POWER: { eager: powered },
  SQRT: { eager: (args) => plain(args, (number) => (isNegative(number) ? null : squareRoot(number))) },
  CLAMP: { eager: clamp },
  SHARE: { eager: share },
  ISEVEN: { eager: (args) => parity(args, 0n) },
  ISODD: { eager: (args) => parity(args, 1n) },
}

const HUNDRED = fromInteger(100)
/** Higher powers are refused: each costs a multiplication. */
const HIGHEST_POWER = 1_000n

function plain(args: Arguments, change: (number: Decimal) => Decimal | null): Value {
  const number = args.number(0)
  return number && change(number)
}

/** The remainder with the sign of the divisor, as in spreadsheets. */
function modulo(args: Arguments): Value {
  const [number, divisor] = [args.number(0), args.number(1)]
  if (number === null || divisor === null || isZero(divisor)) return null
  const rest = remainder(number, divisor)
  return isZero(rest) || isNegative(rest) === isNegative(divisor) ? rest : add(rest, divisor)
}

/** Exact, not the rounded quotient cut off, which could have been rounded up to the next whole number. */
function quotient(args: Arguments): Value {
  const [number, divisor] = [args.number(0), args.number(1)]
  if (number === null || divisor === null || isZero(divisor)) return null
  return divide(roundedTo(number, absolute(divisor), 'zero'), divisor)
}

function powered(args: Arguments): Value {
  const [base, exponent] = [args.number(0), args.number(1)]
  if (base === null || exponent === null || !isWhole(exponent)) return null
  const whole = truncated(exponent)
  if (whole > HIGHEST_POWER || whole < -HIGHEST_POWER) return fail('overflow')
  args.spend(Math.abs(Number(whole)))
  return power(base, Number(whole))
}

/** When the limits are crossed, the upper one counts. */
function clamp(args: Arguments): Value {
  const [number, low, high] = [args.number(0), args.number(1), args.number(2)]
  if (number === null || low === null || high === null) return null
  const raised = compareDecimals(number, low) < 0 ? low : number
  return compareDecimals(raised, high) > 0 ? high : raised
}

function share(args: Arguments): Value {
  const [part, whole] = [args.number(0), args.number(1)]
  return part === null || whole === null || isZero(whole) ? null : divide(multiply(part, HUNDRED), whole)
}

function parity(args: Arguments, wanted: bigint): Value {
  const number = args.number(0)
  if (number === null) return false
  const rest = truncated(number) % 2n
  return (rest < 0n ? -rest : rest) === wanted
}

/** Rounds the first argument to the number of decimals in the second, 0 when it is left out. */
export function toDecimals(args: Arguments, rounding: Rounding): Value {
  const [number, decimals] = [args.number(0), args.numberOr(1, ZERO)]
  return number === null || decimals === null ? null : round(number, stepsOf(decimals), rounding)
}

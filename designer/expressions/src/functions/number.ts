import type { Arguments } from '../arguments'
import { ZERO, absolute, add, isZero, remainder, round, truncated, type Decimal, type Rounding } from '../decimal'
import type { Value } from '../value'
import type { FunctionTable } from './function'
import { renminbiCapital } from './renminbi'

/** Numbers: exact, rounded half away from zero as accountants do. */
export const numberFunctions: FunctionTable = {
  ROUND: { eager: (args) => rounded(args, 'half_away') },
  ROUNDUP: { eager: (args) => rounded(args, 'away') },
  ROUNDDOWN: { eager: (args) => rounded(args, 'zero') },
  ABS: { eager: (args) => plain(args, absolute) },
  INT: { eager: (args) => plain(args, (number) => round(number, 0, 'down')) },
  MOD: { eager: modulo },
  RMBCAPITAL: {
    eager: (args) => {
      const amount = args.number(0)
      return amount && args.made(renminbiCapital(amount))
    },
  },
}

function plain(args: Arguments, change: (number: Decimal) => Decimal): Value {
  const number = args.number(0)
  return number && change(number)
}

/** Rounds to a number of decimals, 0 when it is left out; below zero to tens, hundreds and so on. */
function rounded(args: Arguments, rounding: Rounding): Value {
  const number = args.number(0)
  const digits = args.count > 1 ? args.number(1) : ZERO
  if (number === null || digits === null) return null
  return round(number, Number(truncated(digits)), rounding)
}

/** The remainder with the sign of the divisor, as in spreadsheets. */
function modulo(args: Arguments): Value {
  const [number, divisor] = [args.number(0), args.number(1)]
  if (number === null || divisor === null || isZero(divisor)) return null
  const rest = remainder(number, divisor)
  return isZero(rest) || rest.digits < 0n === divisor.digits < 0n ? rest : add(rest, divisor)
}

import type { Arguments } from '../arguments'
import { localTime } from '../calendar'
import { ONE, multiply, type Decimal } from '../decimal'
import type { Value } from '../value'
import type { FunctionTable } from './function'
import { chineseNumber } from './numerals'
import { renminbiCapital } from './renminbi'

/** Money in other currencies, and amounts in words. */
export const moneyFunctions: FunctionTable = {
  RMBCAPITAL: { eager: (args) => written(args, renminbiCapital) },
  CHINESENUMBER: { eager: (args) => written(args, chineseNumber) },
  CONVERT: { eager: convert },
  RATE: { eager: (args) => rate(args, 0) },
}

function written(args: Arguments, write: (number: Decimal) => string): Value {
  const number = args.number(0)
  return number && args.made(write(number))
}

function convert(args: Arguments): Value {
  const [amount, found] = [args.number(0), rate(args, 1)]
  return amount === null || found === null ? null : multiply(amount, found)
}

/** The rate between the currencies in two arguments on the day in the third, by default today. */
function rate(args: Arguments, first: number): Decimal | null {
  const { source } = args
  const [from, to] = [args.text(first), args.text(first + 1)]
  if (from === null || to === null) return null
  const day = first + 2 < args.count ? args.date(first + 2) : localTime(source.now, source.offsetMinutes).day
  if (day === null) return null
  return from === to ? ONE : source.rate(from, to, day)
}

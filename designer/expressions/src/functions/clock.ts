import type { Arguments } from '../arguments'
import { Instant, dayOf, instantAt, localTime, type Day } from '../calendar'
import { ZERO, truncated, type Decimal } from '../decimal'
import type { Value } from '../value'
import type { FunctionTable } from './function'

/** Now, and moments made from their parts or from text. */
export const clockFunctions: FunctionTable = {
  TODAY: { eager: (args) => localTime(args.source.now, args.source.offsetMinutes).day },
  NOW: { eager: (args) => args.source.now },
  DATE: { eager: (args) => dayIn(args) },
  DATETIME: { eager: instant },
  TODATE: { eager: toDate },
  TODATETIME: {
    eager: (args) => {
      const day = args.date(0)
      return day && instantAt(day, 0n, args.source.offsetMinutes)
    },
  },
}

/** The day in the first three arguments; blank when the calendar has no such day. */
function dayIn(args: Arguments): Day | null {
  const [year, month, day] = [args.number(0), args.number(1), args.number(2)]
  if (year === null || month === null || day === null || truncated(year) <= 0n) return null
  return dayOf(Number(truncated(year)), Number(truncated(month)), Number(truncated(day))) ?? null
}

function instant(args: Arguments): Value {
  const parts = [args.numberOr(3, ZERO), args.numberOr(4, ZERO), args.numberOr(5, ZERO)]
  if (parts.some((part) => part === null)) return null
  const [hour = 0, minute = 0, second = 0] = parts.map((part) => Number(truncated(part as Decimal)))
  const day = dayIn(args)
  const real = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
  return day && real ? instantAt(day, BigInt(hour * 3_600 + minute * 60 + second) * 1_000_000n, args.source.offsetMinutes) : null
}

function toDate(args: Arguments): Value {
  if (args.value(0) instanceof Instant) return args.date(0)
  const text = args.text(0)
  return text === null ? null : writtenDay(text)
}

/** The day that a text says, if it says one. */
export function writtenDay(text: string): Day | null {
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text)?.filter((_, index) => index !== 2)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number)
  return year ? (dayOf(year, month ?? 0, day ?? 0) ?? null) : null
}

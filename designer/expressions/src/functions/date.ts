import type { Arguments } from '../arguments'
import { addDays, addMonths, civilOf, dayOf, localTime, type Civil, type Day } from '../calendar'
import { fromInteger, truncated } from '../decimal'
import { fail } from '../evaluate-error'
import { Ref, type Value } from '../value'
import type { FunctionTable } from './function'

/** Days, instants and the reader. */
export const dateFunctions: FunctionTable = {
  TODAY: { eager: (args) => localTime(args.source.now, args.source.offsetMinutes).day },
  NOW: { eager: (args) => args.source.now },
  ME: { eager: (args) => (args.source.user === null ? null : new Ref(args.source.user)) },
  DATE: { eager: date },
  YEAR: { eager: (args) => part(args, (civil) => civil.year) },
  MONTH: { eager: (args) => part(args, (civil) => civil.month) },
  DAY: { eager: (args) => part(args, (civil) => civil.day) },
  DAYS: { eager: days },
  ADDDAYS: { eager: (args) => moved(args, addDays) },
  ADDMONTHS: { eager: (args) => moved(args, addMonths) },
}

/** A day from its three numbers; blank when the calendar has no such day. */
function date(args: Arguments): Value {
  const [year, month, day] = [args.number(0), args.number(1), args.number(2)]
  if (year === null || month === null || day === null) return null
  return dayOf(Number(truncated(year)), Number(truncated(month)), Number(truncated(day))) ?? null
}

function part(args: Arguments, choose: (civil: Civil) => number): Value {
  const day = args.date(0)
  return day && fromInteger(choose(civilOf(day)))
}

/** Days from the second to the first, like DAYS(end, start) in spreadsheets. */
function days(args: Arguments): Value {
  const [end, start] = [args.date(0), args.date(1)]
  return end === null || start === null ? null : fromInteger(end.number - start.number)
}

/** More steps than the calendar has. */
const MOST_STEPS = 200_000n

function moved(args: Arguments, move: (day: Day, steps: number) => Day | undefined): Value {
  const [day, number] = [args.date(0), args.number(1)]
  if (day === null || number === null) return null
  const steps = truncated(number)
  if (steps > MOST_STEPS || steps < -MOST_STEPS) fail('overflow')
  return move(day, Number(steps)) ?? fail('overflow')
}

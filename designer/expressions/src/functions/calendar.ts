import type { Arguments } from '../arguments'
import { boundedInstant, secondsBetween, stepsOf } from '../arithmetic'
import { Day, Instant, addDays, addMonths, civilOf, dayOf, daysInMonth, instantAt, isoWeekday, localTime, microsOf } from '../calendar'
import { divide, fromInteger, round } from '../decimal'
import { fail } from '../evaluate-error'
import type { Value } from '../value'
import type { FunctionTable } from './function'

/** Other days from a day: later by units, and the first and last of periods. */
export const calendarFunctions: FunctionTable = {
  ADDDAYS: { eager: (args) => moved(args, laterDay) },
  ADDMONTHS: { eager: (args) => moved(args, laterMonth) },
  EDATE: { eager: (args) => moved(args, laterMonth) },
  EOMONTH: { eager: (args) => moved(args, (day, months) => lastOfMonth(laterMonth(day, months))) },
  DATEADD: { eager: add },
  DATEDIF: { eager: difference },
  STARTOFWEEK: { eager: (args) => movedBy(args, (day) => laterDay(day, 1 - isoWeekday(day))) },
  STARTOFMONTH: { eager: (args) => movedBy(args, (day) => inMonth(day, (month) => month)) },
  ENDOFMONTH: { eager: (args) => movedBy(args, lastOfMonth) },
  STARTOFQUARTER: { eager: (args) => movedBy(args, startOfQuarter) },
  ENDOFQUARTER: { eager: (args) => movedBy(args, (day) => lastOfMonth(laterMonth(startOfQuarter(day), 2))) },
  STARTOFYEAR: { eager: (args) => movedBy(args, (day) => inMonth(day, () => 1)) },
  ENDOFYEAR: { eager: (args) => movedBy(args, (day) => lastOfMonth(inMonth(day, () => 12))) },
}

/** More months than any calendar has. */
const MOST_MONTHS = 200_000

function movedBy(args: Arguments, to: (day: Day) => Day): Value {
  const day = args.date(0)
  return day && to(day)
}

/** Fractions of the number are cut off. */
function moved(args: Arguments, by: (day: Day, steps: number) => Day): Value {
  const [day, number] = [args.date(0), args.number(1)]
  return day === null || number === null ? null : by(day, stepsOf(number))
}

function laterDay(day: Day, count: number): Day {
  return addDays(day, count) ?? fail('overflow')
}

/** The same day of a later month, or its last day when it is shorter. */
function laterMonth(day: Day, months: number): Day {
  return (Math.abs(months) > MOST_MONTHS ? undefined : addMonths(day, months)) ?? fail('overflow')
}

/** The first day of a month of the same year. */
function inMonth(day: Day, choose: (month: number) => number): Day {
  const { year, month } = civilOf(day)
  return dayOf(year, choose(month), 1) ?? fail('overflow')
}

function lastOfMonth(day: Day): Day {
  const { year, month } = civilOf(day)
  return dayOf(year, month, daysInMonth(year, month)) ?? fail('overflow')
}

function startOfQuarter(day: Day): Day {
  return inMonth(day, (month) => Math.floor((month - 1) / 3) * 3 + 1)
}

/** How many months, days or seconds a unit has; exactly one of them is not zero. */
const UNITS: Record<string, readonly [months: number, days: number, seconds: number]> = {
  year: [12, 0, 0],
  quarter: [3, 0, 0],
  month: [1, 0, 0],
  week: [0, 7, 0],
  day: [0, 1, 0],
  hour: [0, 0, 3_600],
  minute: [0, 0, 60],
  second: [0, 0, 1],
}

function add(args: Arguments): Value {
  const [number, word] = [args.number(1), args.text(2)]
  if (number === null || word === null) return null
  const [months, days, seconds] = UNITS[word] ?? fail('value_unexpected')
  const count = stepsOf(number)
  const later = (day: Day) => (months > 0 ? laterMonth(day, count * months) : laterDay(day, count * days))
  const from = args.value(0)
  if (from === null) return null
  if (from instanceof Day && seconds === 0) return later(from)
  if (!(from instanceof Instant)) return fail('value_unexpected')
  if (seconds > 0) return boundedInstant(from.micros + BigInt(count * seconds) * 1_000_000n)
  const { day, clock } = localTime(from, args.source.offsetMinutes)
  return instantAt(later(day), microsOf(clock), args.source.offsetMinutes)
}

/** A day with how far it has come. */
interface Moment {
  day: Day
  micros: bigint
}

function difference(args: Arguments): Value {
  const word = args.text(2)
  if (word === null) return null
  const [months, days, length] = UNITS[word] ?? fail('value_unexpected')
  const moment = (value: Value): Moment | null => {
    if (value instanceof Day) return { day: value, micros: 0n }
    if (!(value instanceof Instant)) return null
    const { day, clock } = localTime(value, args.source.offsetMinutes)
    return { day, micros: microsOf(clock) }
  }
  const [start, end] = [args.value(0), args.value(1)]
  const [from, to] = [moment(start), moment(end)]
  if (from === null || to === null) return null
  if (length > 0) {
    if (!(start instanceof Instant) || !(end instanceof Instant)) return fail('value_unexpected')
    return round(divide(secondsBetween(start, end), fromInteger(length)), 0, 'zero')
  }
  const count = months > 0 ? wholeMonths(from, to) / months : wholeDays(from, to) / days
  return fromInteger(Math.trunc(count))
}

/** The last day counts when its time of day is reached. */
function wholeDays(from: Moment, to: Moment): number {
  const days = to.day.number - from.day.number
  if (days > 0 && to.micros < from.micros) return days - 1
  return days < 0 && to.micros > from.micros ? days + 1 : days
}

/** The last month counts when its day and time of day are reached; the last day of a shorter month counts as every later day. */
function wholeMonths(from: Moment, to: Moment): number {
  const [one, two] = [civilOf(from.day), civilOf(to.day)]
  const months = (two.year - one.year) * 12 + two.month - one.month
  const reached = laterMonth(from.day, months)
  const order = reached.number - to.day.number || (from.micros < to.micros ? -1 : from.micros > to.micros ? 1 : 0)
  if (months > 0 && order > 0) return months - 1
  return months < 0 && order < 0 ? months + 1 : months
}

import type { Arguments } from '../arguments'
import { civilOf, dayOf, daysInMonth, isLeapYear, isoWeek, isoWeekday, localTime, type Civil, type Clock, type Day } from '../calendar'
import { fromInteger } from '../decimal'
import type { Value } from '../value'
import type { FunctionTable } from './function'

/** The parts of days and instants, and their distances. */
export const dateFunctions: FunctionTable = {
  YEAR: { eager: (args) => part(args, ({ year }) => year) },
  QUARTER: { eager: (args) => part(args, ({ month }) => Math.floor((month + 2) / 3)) },
  MONTH: { eager: (args) => part(args, ({ month }) => month) },
  DAY: { eager: (args) => part(args, ({ day }) => day) },
  HOUR: { eager: (args) => clock(args, ({ hour }) => hour) },
  MINUTE: { eager: (args) => clock(args, ({ minute }) => minute) },
  SECOND: { eager: (args) => clock(args, ({ second }) => second) },
  WEEKDAY: { eager: (args) => part(args, (_, day) => isoWeekday(day)) },
  WEEKNUM: { eager: (args) => part(args, (_, day) => isoWeek(day).week) },
  WEEKYEAR: { eager: (args) => part(args, (_, day) => isoWeek(day).year) },
  DAYOFYEAR: { eager: (args) => part(args, ({ year }, day) => day.number - (dayOf(year, 1, 1)?.number ?? 0) + 1) },
  DAYSINMONTH: { eager: (args) => part(args, ({ year, month }) => daysInMonth(year, month)) },
  ISLEAPYEAR: {
    eager: (args) => {
      const day = args.date(0)
      return day !== null && isLeapYear(civilOf(day).year)
    },
  },
  DAYS: {
    eager: (args) => {
      const [end, start] = [args.date(0), args.date(1)]
      return end === null || start === null ? null : fromInteger(end.number - start.number)
    },
  },
}

function part(args: Arguments, choose: (civil: Civil, day: Day) => number): Value {
  const day = args.date(0)
  return day && fromInteger(choose(civilOf(day), day))
}

function clock(args: Arguments, choose: (clock: Clock) => number): Value {
  const instant = args.instant(0)
  return instant && fromInteger(choose(localTime(instant, args.source.offsetMinutes).clock))
}

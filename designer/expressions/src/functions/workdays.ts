import type { Arguments } from '../arguments'
import { stepsOf } from '../arithmetic'
import { Day, addDays } from '../calendar'
import { fromInteger } from '../decimal'
import { fail } from '../evaluate-error'
import type { Value } from '../value'
import type { FunctionTable } from './function'

/** Working days, by the calendar of the source. */
export const workdayFunctions: FunctionTable = {
  ISWORKDAY: {
    eager: (args) => {
      const day = args.date(0)
      return day !== null && args.source.isWorkingDay(day)
    },
  },
  WORKDAY: { eager: workday },
  NETWORKDAYS: { eager: between },
}

/** Every day that is looked at costs a step. */
function workday(args: Arguments): Value {
  const [start, number] = [args.date(0), args.number(1)]
  if (start === null || number === null) return null
  let missing = stepsOf(number)
  const direction = Math.sign(missing)
  let day = start
  while (missing !== 0) {
    args.spend(1)
    day = addDays(day, direction) ?? fail('overflow')
    if (args.source.isWorkingDay(day)) missing -= direction
  }
  return day
}

/** Both ends are included. */
function between(args: Arguments): Value {
  const [start, end] = [args.date(0), args.date(1)]
  if (start === null || end === null) return null
  const [first, last] = start.number > end.number ? [end.number, start.number] : [start.number, end.number]
  args.spend(last - first)
  let count = 0
  for (let number = first; number <= last; number += 1) if (args.source.isWorkingDay(new Day(number))) count += 1
  return fromInteger(start.number > end.number ? -count : count)
}

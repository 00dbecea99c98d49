import { Day, Instant, addDays } from './calendar'
import type { Type } from './ast'
import { Decimal, ZERO, add, divide, fromInteger, isZero, kept, multiply, negate, round, subtract, truncated } from './decimal'
import { fail } from './evaluate-error'
import type { Value } from './value'

type Arithmetic = 'add' | 'subtract' | 'multiply' | 'divide'

/** `+ - * /` over numbers, lengths of time, days and instants. `type` is the type of the result, which tells what a blank stands for. */
export function compute(operator: Arithmetic, one: Value, two: Value, type: Type | undefined): Value {
  if (operator === 'add') {
    if (one instanceof Day || two instanceof Day) return one instanceof Day ? later(one, two, false) : later(two as Day, one, false)
    if (one instanceof Instant || two instanceof Instant) return one instanceof Instant ? after(one, two, false) : after(two as Instant, one, false)
  }
  if (operator === 'subtract') {
    if (one instanceof Day && two instanceof Day) return fromInteger(one.number - two.number)
    if (one instanceof Instant && two instanceof Instant) return secondsBetween(two, one)
    // The day or instant is missing, and nothing is counted from it.
    if (one === null && (two instanceof Day || two instanceof Instant)) return null
    if ((one instanceof Day || one instanceof Instant) && two === null && (type === 'number' || type === 'duration')) return null
    if (one instanceof Day) return later(one, two, true)
    if (one instanceof Instant) return after(one, two, true)
  }
  if (type === 'date' || type === 'datetime') {
    const isAmount = (value: Value) => value === null || value instanceof Decimal
    return isAmount(one) && isAmount(two) && (one === null || two === null) ? null : fail('value_unexpected')
  }
  return numbers(operator, amount(one), amount(two))
}

function amount(value: Value): Decimal | null {
  return value === null || value instanceof Decimal ? value : fail('value_unexpected')
}

/** For sums a missing side is zero; products of something unknown are unknown. */
function numbers(operator: Arithmetic, one: Decimal | null, two: Decimal | null): Value {
  if (operator === 'add' || operator === 'subtract') {
    if (one === null && two === null) return null
    return operator === 'add' ? add(one ?? ZERO, two ?? ZERO) : subtract(one ?? ZERO, two ?? ZERO)
  }
  if (one === null || two === null) return null
  if (operator === 'multiply') return multiply(one, two)
  return isZero(two) ? null : divide(one, two)
}

/** More days than any calendar has. */
const MOST_STEPS = 8_000_000n

/** A whole number of days, months or the like; fractions are cut off. */
export function stepsOf(number: Decimal): number {
  const steps = truncated(number)
  return steps > MOST_STEPS || steps < -MOST_STEPS ? fail('overflow') : Number(steps)
}

function later(day: Day, value: Value, back: boolean): Day {
  const number = amount(value)
  const steps = number === null ? 0 : stepsOf(number)
  return addDays(day, back ? -steps : steps) ?? fail('overflow')
}

/** Microseconds of the first instant of the year -9999 and the last of 9999, as far as the server keeps them. */
const FIRST_INSTANT = -377_705_023_201_000_000n
const LAST_INSTANT = 253_402_207_200_999_999n
const MICROSECONDS = fromInteger(1_000_000)

function after(instant: Instant, value: Value, back: boolean): Instant {
  const seconds = amount(value) ?? ZERO
  return instantAfter(instant, back ? negate(seconds) : seconds)
}

/** The instant so many seconds later, to the microsecond. */
export function instantAfter(instant: Instant, seconds: Decimal): Instant {
  return boundedInstant(instant.micros + truncated(round(multiply(seconds, MICROSECONDS), 0, 'half_away')))
}

export function boundedInstant(micros: bigint): Instant {
  return micros < FIRST_INSTANT || micros > LAST_INSTANT ? fail('overflow') : new Instant(micros)
}

/** Seconds from one instant to another, to the microsecond. */
export function secondsBetween(start: Instant, end: Instant): Decimal {
  return kept(end.micros - start.micros, 6)
}

import { Day, Instant, dayText, instantText, localTime } from './calendar'
import { Decimal, compareDecimals, decimalText, normalize } from './decimal'
import { fail } from './evaluate-error'

/** The identity of a record, a person or a department. */
export class Ref {
  readonly id: string

  constructor(id: string) {
    this.id = id
  }
}

/** One value of the language; null is blank. */
export type Value = null | boolean | string | Decimal | Day | Instant | Ref

/** What a part of an expression gives: one value, or a list. */
export type Item = Value | readonly Value[]

export function isList(item: Item): item is readonly Value[] {
  return Array.isArray(item)
}

/** Missing, or the empty text. */
export function isBlank(value: Value): boolean {
  return value === null || value === ''
}

export function numberOf(value: Value): Decimal | null {
  if (isBlank(value)) return null
  return value instanceof Decimal ? value : fail('value_unexpected')
}

/** The day of a value; an instant counts as its day in the zone. */
export function dateOf(value: Value, offsetMinutes: number): Day | null {
  if (value instanceof Day) return value
  if (value instanceof Instant) return localTime(value, offsetMinutes).day
  return isBlank(value) ? null : fail('value_unexpected')
}

export function textIn(value: Value): string | null {
  if (isBlank(value)) return null
  return typeof value === 'string' ? value : fail('value_unexpected')
}

/** By code point: JavaScript's own order goes by halves of surrogate pairs and differs from both databases. */
export function compareTexts(one: string, two: string): number {
  const [left, right] = [one[Symbol.iterator](), two[Symbol.iterator]()]
  for (;;) {
    const [a, b] = [left.next(), right.next()]
    if (a.done || b.done) return a.done ? (b.done ? 0 : -1) : 1
    const difference = (a.value.codePointAt(0) ?? 0) - (b.value.codePointAt(0) ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
}

/** The order of two values of one ordered type; undefined when they have none. */
export function orderOf(one: Value, two: Value): number | undefined {
  if (typeof one === 'string' && typeof two === 'string') return compareTexts(one, two)
  if (one instanceof Decimal && two instanceof Decimal) return compareDecimals(one, two)
  if (one instanceof Day && two instanceof Day) return Math.sign(one.number - two.number)
  if (one instanceof Instant && two instanceof Instant) return one.micros < two.micros ? -1 : one.micros > two.micros ? 1 : 0
  return undefined
}

/** Equality: blank is blank, and nothing else is. */
export function sameValues(one: Value, two: Value): boolean {
  if (isBlank(one) || isBlank(two)) return isBlank(one) && isBlank(two)
  const order = orderOf(one, two)
  if (order !== undefined) return order === 0
  return one instanceof Ref && two instanceof Ref ? one.id === two.id : one === two
}

/** The text form that `&` and CONCAT use. Numbers lose their trailing zeros, because databases differ in them. */
export function textOf(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Decimal) return decimalText(normalize(value))
  if (value instanceof Day) return dayText(value)
  if (value instanceof Instant) return instantText(value)
  return fail('value_unexpected')
}

const encoder = new TextEncoder()

/** The size of a text in UTF-8, in which the server counts. */
export function byteLength(text: string): number {
  return encoder.encode(text).length
}

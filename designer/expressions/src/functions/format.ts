import type { Arguments } from '../arguments'
import { Day, Instant, civilOf, localTime, type Clock } from '../calendar'
import { absolute, decimalText, fromInteger, isNegative, isZero, kept, multiply, negate, normalize, round, type Decimal } from '../decimal'
import { EvaluateError, fail } from '../evaluate-error'
import type { Value } from '../value'
import type { FunctionTable } from './function'
import { trimmed } from './text'

/** Numbers and moments as text in a closed set of patterns, and back. */
export const formatFunctions: FunctionTable = {
  TEXT: { eager: text },
  VALUE: {
    eager: (args) => {
      const written = args.text(0)
      return written === null ? null : numberIn(written)
    },
  },
}

function text(args: Arguments): Value {
  const [value, pattern] = [args.value(0), args.text(1)]
  if (pattern === null || value === null) return null
  const midnight: Clock = { hour: 0, minute: 0, second: 0, micros: 0 }
  if (value instanceof Day) return args.made(dated(value, midnight, pattern))
  if (value instanceof Instant) {
    const { day, clock } = localTime(value, args.source.offsetMinutes)
    return args.made(dated(day, clock, pattern))
  }
  return args.made(formatted(args.number(0) ?? fail('value_unexpected'), pattern))
}

const HUNDRED = fromInteger(100)
const HUNDREDTH = kept(1n, 2)

function formatted(given: Decimal, pattern: string): string {
  const match = /^(#,##(?=0(?:\.|%|$)))?(0{1,20})(?:\.(0{1,12}))?(%)?$/.exec(pattern) ?? fail('value_unexpected')
  const [, grouped, least = '', decimals = '', percent = ''] = match
  const number = round(percent ? multiply(given, HUNDRED) : given, decimals.length, 'half_away')
  const [whole = '', fraction = ''] = decimalText(normalize(absolute(number))).split('.')
  const padded = whole.padStart(least.length, '0')
  const digits = grouped ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded
  return `${isNegative(number) && !isZero(number) ? '-' : ''}${digits}${decimals ? `.${fraction.padEnd(decimals.length, '0')}` : ''}${percent}`
}

const SIGNS = '-/.: 年月日时分秒'

function dated(day: Day, clock: Clock, pattern: string): string {
  const { year, month, day: date } = civilOf(day)
  let afterHour = false
  const pieces = pattern.match(/(.)\1*/gu) ?? fail('value_unexpected')
  return pieces
    .map((piece) => {
      const wide = (number: number) => String(number).padStart(piece.length, '0')
      const hour = afterHour
      if (!SIGNS.includes(piece)) afterHour = piece === 'h' || piece === 'hh'
      if (piece === 'yyyy') return wide(year)
      if (piece === 'yy') return wide(year % 100)
      if ((piece === 'mm' && hour) || piece === 'nn') return wide(clock.minute)
      if (piece === 'm' || piece === 'mm') return wide(month)
      if (piece === 'd' || piece === 'dd') return wide(date)
      if (piece === 'h' || piece === 'hh') return wide(clock.hour)
      if (piece === 'ss') return wide(clock.second)
      return piece.length === 1 && SIGNS.includes(piece) ? piece : fail('value_unexpected')
    })
    .join('')
}

/** More digits than the server reads exactly. */
const MOST = 2n ** 96n
const MOST_DECIMALS = 28

/** The number that a text says, if it says one: with a sign, thousands commas and a percent sign. */
export function numberIn(written: string): Decimal | null {
  const match = /^([+-])?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?(%)?$/.exec(trimmed(written))
  if (!match) return null
  const [, sign, whole = '', fraction = '0', percent] = match
  const digits = BigInt(whole.replace(/,/g, '') + fraction)
  if (digits >= MOST || fraction.length > MOST_DECIMALS) return null
  try {
    const number = kept(digits, fraction.length)
    const signed = sign === '-' ? negate(number) : number
    return percent ? multiply(signed, HUNDREDTH) : signed
  } catch (error) {
    if (error instanceof EvaluateError) return null
    throw error
  }
}

/** Days and instants without a time zone database: the organisation's zone is an offset. */

/** A calendar day, counted from 1970-01-01. */
export class Day {
  readonly number: number

  constructor(number: number) {
    this.number = number
  }
}

/** An instant in microseconds since 1970-01-01 UTC. */
export class Instant {
  readonly micros: bigint

  constructor(micros: bigint) {
    this.micros = micros
  }
}

export interface Civil {
  year: number
  month: number
  day: number
}

const LAST_YEAR = 9999
const MICROS_OF_MINUTE = 60_000_000n
const MICROS_OF_DAY = 86_400_000_000n

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Days since 1970-01-01; years are counted from March, so that the leap day is the last (Howard Hinnant's algorithm). */
function dayNumber({ year, month, day }: Civil): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

export function civilOf({ number }: Day): Civil {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const part = Math.floor((5 * dayOfYear + 2) / 153)
  const month = part < 10 ? part + 3 : part - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * part + 2) / 5) + 1 }
}

/** The day of a year, month and day; undefined when the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const real = Number.isInteger(year) && Math.abs(year) <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return real ? new Day(dayNumber({ year, month, day })) : undefined
}

/** A number of days later; undefined outside of the calendar. */
export function addDays(day: Day, count: number): Day | undefined {
  const moved = new Day(day.number + count)
  return Math.abs(civilOf(moved).year) <= LAST_YEAR ? moved : undefined
}

/** The same day of another month, or its last day when it is shorter. */
export function addMonths(day: Day, count: number): Day | undefined {
  const civil = civilOf(day)
  const months = civil.year * 12 + civil.month - 1 + count
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  return dayOf(year, month, Math.min(civil.day, daysInMonth(year, month)))
}

const two = (number: number): string => String(number).padStart(2, '0')

function yearText(year: number): string {
  return year < 0 ? `-${String(-year).padStart(6, '0')}` : String(year).padStart(4, '0')
}

export function dayText(day: Day): string {
  const { year, month, day: date } = civilOf(day)
  return `${yearText(year)}-${two(month)}-${two(date)}`
}

/** Reads `2026-11-21` and nothing longer. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}

/** Reads an instant with its zone, as in `2026-11-21T08:00:00.25Z`. */
export function parseInstant(text: string): Instant | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/.exec(text)
  const day = parseDay(match?.[1] ?? '')
  if (!match || !day) return undefined
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4])
  const offset = (Number(match[7] ?? 0) * 60 + Number(match[8] ?? 0)) * (match[6] === '-' ? -1 : 1)
  const fraction = BigInt((match[5] ?? '').padEnd(6, '0').slice(0, 6))
  return new Instant(BigInt(day.number) * MICROS_OF_DAY + BigInt(seconds) * 1_000_000n + fraction - BigInt(offset) * MICROS_OF_MINUTE)
}

export interface Clock {
  hour: number
  minute: number
  second: number
  micros: number
}

/** The day and the time of day of an instant, so many minutes east of UTC. */
export function localTime(instant: Instant, offsetMinutes: number): { day: Day; clock: Clock } {
  const local = instant.micros + BigInt(offsetMinutes) * MICROS_OF_MINUTE
  const rest = ((local % MICROS_OF_DAY) + MICROS_OF_DAY) % MICROS_OF_DAY
  const seconds = Number(rest / 1_000_000n)
  const clock = { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60, micros: Number(rest % 1_000_000n) }
  return { day: new Day(Number((local - rest) / MICROS_OF_DAY)), clock }
}

/** The instant at which a day has come so many microseconds far, in a zone so many minutes east of UTC. */
export function instantAt(day: Day, micros: bigint, offsetMinutes: number): Instant {
  return new Instant(BigInt(day.number) * MICROS_OF_DAY + micros - BigInt(offsetMinutes) * MICROS_OF_MINUTE)
}

/** In UTC with as many digits of a second as it has. */
export function instantText(instant: Instant): string {
  const { day, clock } = localTime(instant, 0)
  const fraction = clock.micros === 0 ? '' : `.${String(clock.micros).padStart(6, '0').replace(/0+$/, '')}`
  return `${dayText(day)}T${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}${fraction}Z`
}

/** How far a day has come. */
export function microsOf({ hour, minute, second, micros }: Clock): bigint {
  return BigInt(hour * 3_600 + minute * 60 + second) * 1_000_000n + BigInt(micros)
}

/** 1 for Monday to 7 for Sunday. */
export function isoWeekday({ number }: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((number + 3) % 7) + 7) % 7) + 1
}

/** The week by ISO 8601: it belongs to the year that has its Thursday. */
export function isoWeek(day: Day): { year: number; week: number } {
  const thursday = new Day(day.number + 4 - isoWeekday(day))
  const { year } = civilOf(thursday)
  return { year, week: Math.floor((thursday.number - (dayOf(year, 1, 1)?.number ?? 0)) / 7) + 1 }
}

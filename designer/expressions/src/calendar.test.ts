import { expect, test } from 'vitest'
import { addDays, addMonths, civilOf, dayOf, dayText, instantText, isoWeekday, localTime, parseDay, parseInstant, type Day } from './calendar'

const day = (text: string): Day => {
  const read = parseDay(text)
  if (!read) throw new Error(text)
  return read
}

test('every day of four hundred years goes to a number and back, one after the other', () => {
  const wrong: string[] = []
  let last = day('1899-12-31').number
  for (let year = 1900; year < 2300; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let date = 1; date <= 31; date += 1) {
        const one = dayOf(year, month, date)
        if (!one) continue
        last += 1
        const back = civilOf(one)
        // One assertion per day would take seconds.
        if (one.number !== last || back.year !== year || back.month !== month || back.day !== date) wrong.push(`${year}-${month}-${date}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(new Date(last * 86_400_000).toISOString().slice(0, 10)).toBe('2299-12-31')
})

test('months are counted to the last day of shorter ones, and the calendar ends', () => {
  expect(dayText(addMonths(day('2026-01-31'), 1) ?? day('0001-01-01'))).toBe('2026-02-28')
  expect(dayText(addMonths(day('2026-03-15'), -27) ?? day('0001-01-01'))).toBe('2023-12-15')
  expect(addDays(day('9999-12-31'), 1)).toBeUndefined()
  expect(addMonths(day('9999-12-31'), 1)).toBeUndefined()
})

test('an instant belongs to the day of the zone', () => {
  const instant = parseInstant('2026-11-21T20:00:00.25Z')
  if (!instant) throw new Error('instant')
  expect(dayText(localTime(instant, 480).day)).toBe('2026-11-22')
  expect(localTime(instant, 480).clock).toEqual({ hour: 4, minute: 0, second: 0, micros: 250_000 })
  expect(instantText(instant)).toBe('2026-11-21T20:00:00.25Z')
  expect(parseInstant('2026-11-22T04:00:00.250+08:00')).toEqual(instant)
  expect(isoWeekday(day('2026-11-22'))).toBe(7)
})

import { expect, test } from 'vitest'
import { addDays, instantOf, localParts, parseDay } from './day'

test('reads days as people type them', () => {
  for (const text of ['2026-11-21', '2026/11/21', '2026.11.21', '2026年11月21日', '20261121', '11/21/2026', ' 2026-11-21 ']) expect(parseDay(text), text).toBe('2026-11-21')
  expect(parseDay('2026-1-5')).toBe('2026-01-05')
  expect(parseDay('11-21', 2025)).toBe('2025-11-21')
})

test('refuses what is no day', () => {
  for (const text of ['', 'tomorrow', '2026-13-01', '2026-02-30', '31/31', '2026-00-10']) expect(parseDay(text), text).toBeNull()
})

test('counts over months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})

test('an instant survives the way through local time', () => {
  const instant = '2026-11-21T08:05:00Z'
  const parts = localParts(instant)
  expect(parts && instantOf(parts.day, parts.time)).toBe(instant)
  expect(localParts('nonsense')).toBeNull()
})

import { expect, test } from 'vitest'
import { parseTime, shortTime } from './time-of-day'

test('reads times of day as people type and paste them', () => {
  for (const text of ['9:05', '09:05', '09:05:00', '0905', '9时05分', '9点5', '０９：０５']) expect(parseTime(text), text).toBe('09:05:00')
  expect(parseTime('23:59:58')).toBe('23:59:58')
  for (const text of ['', '24:00', '12:60', 'noon', '9']) expect(parseTime(text), text).toBeUndefined()
})

test('shows seconds only when there are any', () => {
  expect(shortTime('09:05:00')).toBe('09:05')
  expect(shortTime('09:05:30')).toBe('09:05:30')
})

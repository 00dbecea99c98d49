import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration'

test('reads lengths of time as people type them', () => {
  for (const text of ['1:30', '1:30:00', '1h30m', '1h 30m', '1.5h', '90m', '90', '1小时30分', '1 小时 30 分钟', '5400s', '１：３０']) expect(parseDuration(text), text).toBe(5_400)
  expect(parseDuration('2d4h')).toBe(187_200)
  expect(parseDuration('0:00:45')).toBe(45)
  expect(parseDuration('-0:30')).toBe(-1_800)
})

test('refuses what is no length of time', () => {
  for (const text of ['', 'abc', '1:75', '1h30', '3 weeks', '1:2:3:4']) expect(parseDuration(text), text).toBeUndefined()
})

test('what is shown can be read again', () => {
  for (const seconds of [0, 59, 60, 5_400, 86_399, 360_000, -90]) expect(parseDuration(formatDuration(seconds))).toBe(seconds)
  expect(formatDuration(5_400)).toBe('1:30')
  expect(formatDuration(5_415)).toBe('1:30:15')
})

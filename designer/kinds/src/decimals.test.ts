import { expect, test } from 'vitest'
import { padDecimal, readDecimal, sumDecimals } from './decimals'

test('reads numbers as people type and paste them', () => {
  expect(readDecimal('1,234.50')).toBe('1234.50')
  expect(readDecimal('￥１２３。５')).toBe('123.5')
  expect(readDecimal('(12.5)')).toBe('-12.5')
  expect(readDecimal('13%')).toBe('13')
  expect(readDecimal('007')).toBe('7')
  expect(readDecimal('.5')).toBe('0.5')
})

test('refuses what is no number', () => {
  for (const text of ['', 'abc', '1.2.3', '-', '12a']) expect(readDecimal(text), text).toBeNull()
})

test('sums exactly', () => {
  expect(sumDecimals(['0.1', '0.2'])).toBe('0.3')
  expect(sumDecimals(['9007199254740993.01', '0.99'])).toBe('9007199254740994.00')
  expect(sumDecimals(['5', '-7.25', '', 'x'])).toBe('-2.25')
  expect(sumDecimals([])).toBe('0')
})

test('pads but never cuts', () => {
  expect(padDecimal('3', 2)).toBe('3.00')
  expect(padDecimal('3.456', 2)).toBe('3.456')
})

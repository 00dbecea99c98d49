import { beforeEach, expect, test } from 'vitest'
import { currencySymbol, firstWeekday, formatAgo, formatDate, formatDecimal, formatMoney, formatPercent, formatSize } from './format'
import { loadLanguage } from './language'

beforeEach(() => loadLanguage('zh-CN'))

test('money keeps every digit of an 18-digit amount', () => {
  expect(formatMoney('1234567890123456.78')).toBe('¥1,234,567,890,123,456.78')
  expect(formatMoney('-12.5', 'CNY', 2)).toBe('-¥12.50')
  expect(currencySymbol('USD')).toBe('$')
})

test('an amount among others says whose dollars it is in', async () => {
  expect(formatMoney('1200', 'USD', 2, 'symbol')).toBe('US$1,200.00')
  expect(formatMoney('1200', 'HKD', 2, 'symbol')).toBe('HK$1,200.00')
  expect(formatMoney('1200', 'CNY', 2, 'symbol')).toBe('¥1,200.00')
  await loadLanguage('en')
  expect(formatMoney('1200', 'CNY', 2, 'symbol')).toBe('CN¥1,200.00')
})

test('what is no number is shown as it is', () => {
  expect(formatMoney('abc')).toBe('abc')
  expect(formatDecimal('1e5')).toBe('1e5')
})

test('numbers', () => {
  expect(formatDecimal('1234.5', 2)).toBe('1,234.50')
  expect(formatDecimal(1000)).toBe('1,000')
  expect(formatPercent('12.50')).toBe('12.50%')
  expect(formatSize(1_500_000)).toBe('1.4 MB')
})

test('a day does not move with the time zone', async () => {
  expect(formatDate('2026-01-01')).toBe('2026/01/01')
  await loadLanguage('en')
  expect(formatDate('2026-01-01')).toBe('01/01/2026')
  expect(firstWeekday()).toBe(0)
})

test('the past is told in words up to a week', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  expect(formatAgo('2026-11-21T11:59:30Z', now)).toBe('刚刚')
  expect(formatAgo('2026-11-21T11:15:00Z', now)).toBe('45 分钟前')
  expect(formatAgo('2026-11-19T12:00:00Z', now)).toBe('2 天前')
  expect(formatAgo('2026-01-05T12:00:00Z', now)).toBe('2026/01/05')
})

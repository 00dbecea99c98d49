import { beforeAll, expect, test } from 'vitest'
import { loadLanguage } from '@i18n/language'
import { sampleField } from './sample-meta'
import { totalColumns, totalText } from './sub-table-totals'

beforeAll(() => loadLanguage('zh-CN'))

test('amounts add up, prices per piece do not', () => {
  const columns = [sampleField('quantity', 'decimal'), sampleField('price', 'money'), sampleField('amount', 'money', { computed: true }), sampleField('rate', 'percent')]
  expect([...totalColumns(columns)]).toEqual(['quantity', 'amount'])
})

test('without a computed amount every money column adds up', () => {
  expect([...totalColumns([sampleField('cost', 'money'), sampleField('note', 'text')])]).toEqual(['cost'])
})

test('different currencies are not added', () => {
  const price = sampleField('price', 'money', { options: { currencies: ['CNY', 'USD'] } })
  const row = (key: string, amount: string | null, currency: string | null) => ({ key, values: { price: amount, price_currency: currency } })
  const rows = [row('a', '1000', 'USD'), row('b', '20.5', 'CNY'), row('c', '200', 'USD'), row('d', null, 'EUR')]
  expect(totalText(price, rows)).toBe('US$1,200.00 + ¥20.50')
  expect(totalText(price, rows.slice(0, 1))).toBe('US$1,000.00')
  expect(totalText(price, rows.slice(3))).toBe('')
  expect(totalText(sampleField('cost', 'money'), [{ key: 'a', values: { cost: '1' } }, { key: 'b', values: { cost: '2' } }])).toBe('¥3.00')
})

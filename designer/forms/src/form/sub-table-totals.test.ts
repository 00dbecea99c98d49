import { expect, test } from 'vitest'
import { sampleField } from './sample-meta'
import { totalColumns } from './sub-table-totals'

test('amounts add up, prices per piece do not', () => {
  const columns = [sampleField('quantity', 'decimal'), sampleField('price', 'money'), sampleField('amount', 'money', { computed: true }), sampleField('rate', 'percent')]
  expect([...totalColumns(columns)]).toEqual(['quantity', 'amount'])
})

test('without a computed amount every money column adds up', () => {
  expect([...totalColumns([sampleField('cost', 'money'), sampleField('note', 'text')])]).toEqual(['cost'])
})

import { expect, test } from 'vitest'
import { sampleField } from '../form/sample-meta'
import { decodeFilter, encodeFilter, isComplete, toTree, type Condition } from './filter-codec'
import { decodeSort, encodeSort, nextSort } from './sort-codec'

const fields = [
  sampleField('amount', 'money', { operators: ['gte', 'between', 'empty'] }),
  sampleField('count', 'integer', { operators: ['eq'] }),
  sampleField('urgent', 'boolean', { operators: ['eq'] }),
  sampleField('kind', 'select', { operators: ['in'] }),
  sampleField('owner', 'user', { operators: ['me', 'eq'] }),
]

const CONDITIONS: Condition[] = [
  { field: 'amount', op: 'between', values: [{ value: '1' }, { value: '2' }] },
  { field: 'kind', op: 'in', values: [{ value: 'a~b' }, { value: 'c;d,e!f%' }] },
  { field: 'owner', op: 'eq', values: [{ value: 'u1', label: '陈静, 销售; 部!' }] },
  { field: 'owner', op: 'me', values: [] },
]

test('a filter survives the address of the page', () => {
  expect(decodeFilter(encodeFilter(CONDITIONS))).toEqual(CONDITIONS)
  const address = new URLSearchParams({ f: encodeFilter(CONDITIONS) })
  expect(decodeFilter(new URLSearchParams(address.toString()).get('f') ?? '')).toEqual(CONDITIONS)
})

test('the address is readable', () => {
  expect(encodeFilter([{ field: 'amount', op: 'gte', values: [{ value: '1000' }] }])).toBe('amount~gte~1000')
})

test('nonsense in the address is dropped', () => {
  expect(decodeFilter(undefined)).toEqual([])
  expect(decodeFilter(';;~~;x;')).toEqual([])
})

test('the tree has the values of the types', () => {
  const tree = (condition: Condition) => toTree([condition], fields)
  expect(tree({ field: 'count', op: 'eq', values: [{ value: '5' }] })).toEqual({ field: 'count', op: 'eq', value: 5 })
  expect(tree({ field: 'urgent', op: 'eq', values: [{ value: 'true' }] })).toEqual({ field: 'urgent', op: 'eq', value: true })
  expect(tree({ field: 'kind', op: 'in', values: [{ value: 'a' }] })).toEqual({ field: 'kind', op: 'in', value: ['a'] })
  expect(tree({ field: 'owner', op: 'me', values: [] })).toEqual({ field: 'owner', op: 'me' })
  expect(toTree(CONDITIONS.slice(0, 2), fields)).toEqual({ and: [{ field: 'amount', op: 'between', value: ['1', '2'] }, { field: 'kind', op: 'in', value: ['a~b', 'c;d,e!f%'] }] })
})

test('unknown fields, unknown operators and missing values filter nothing', () => {
  expect(toTree([{ field: 'secret', op: 'eq', values: [{ value: '1' }] }], fields)).toBeUndefined()
  expect(toTree([{ field: 'count', op: 'gte', values: [{ value: '1' }] }], fields)).toBeUndefined()
  expect(toTree([{ field: 'count', op: 'eq', values: [{ value: '' }] }], fields)).toBeUndefined()
  expect(isComplete({ field: 'amount', op: 'between', values: [{ value: '1' }] })).toBe(false)
})

test('sorting by clicks: up, down, as before', () => {
  expect(nextSort([], 'a')).toEqual([{ field: 'a', direction: 'asc' }])
  expect(nextSort(decodeSort('a'), 'a')).toEqual([{ field: 'a', direction: 'desc' }])
  expect(nextSort(decodeSort('-a'), 'a')).toEqual([])
  expect(encodeSort(decodeSort('-created_at,name'))).toBe('-created_at,name')
  expect(decodeSort('-,,')).toEqual([])
})

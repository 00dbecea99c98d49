import { expect, test, vi } from 'vitest'
import { FormStore } from './form-store'
import { sampleField, sampleMeta } from './sample-meta'

const record = () => ({
  id: '1',
  revision: 3,
  name: '旧名',
  customer: { id: 'c1', label: '华信' },
  amount: '30.00',
  lines: [
    { id: 'l1', product: '甲', quantity: 1, price: '10.00', amount: '10.00' },
    { id: 'l2', product: '乙', quantity: 2, price: '10.00', amount: '20.00' },
  ],
})
const open = () => new FormStore(sampleMeta(), record())

test('a field that is set and set back is no change', () => {
  const store = open()
  store.set('name', '新名')
  expect(store.changes()).toEqual({ name: '新名' })
  store.set('name', '旧名')
  expect(store.isDirty()).toBe(false)
})

test('one field is watched without the others', () => {
  const store = open()
  const [name, customer] = [vi.fn(), vi.fn()]
  store.subscribe('name', name)
  store.subscribe('customer', customer)
  store.set('name', 'x')
  expect(name).toHaveBeenCalledTimes(1)
  expect(customer).not.toHaveBeenCalled()
})

test('references are written as ids, emptied inputs as nothing, computed and system fields not at all', () => {
  const store = open()
  store.set('customer', { id: 'c2', label: '远景' })
  store.set('name', '')
  expect(store.changes()).toEqual({ customer: 'c2', name: null })
})

test('rows are written whole: kept ones with their id, new ones without, and never their parent', () => {
  const store = open()
  const [first] = store.getRows('lines')
  const fresh = { ...store.newRow('lines'), values: { product: '丙', quantity: 3, price: null } }
  if (!first) throw new Error('no rows')
  store.setRows('lines', [first, fresh])
  expect(store.changes()).toEqual({
    lines: [
      { id: 'l1', product: '甲', quantity: 1, price: '10.00' },
      { product: '丙', quantity: 3 },
    ],
  })
  expect(store.newRow('lines').values['quantity']).toBe(1)
})

test('a create sends what holds something', () => {
  const store = new FormStore(sampleMeta(), { name: 'x', customer: null, lines: [] })
  expect(store.createBody()).toEqual({ name: 'x' })
})

test('computed values arrive without making the form dirty and without touching input', () => {
  const store = open()
  store.applyComputed({ name: '服务器', amount: '99.00', lines: [{ amount: '11.00', product: '别的' }, { amount: '20.00' }] })
  expect(store.get('amount')).toBe('99.00')
  expect(store.get('name')).toBe('旧名')
  expect(store.getRows('lines')[0]?.values).toMatchObject({ amount: '11.00', product: '甲' })
  expect(store.isDirty()).toBe(false)
})

test('a problem goes away when its own place is edited', () => {
  const store = open()
  store.setProblems([
    { code: 'required', path: '/name', message: '必填' },
    { code: 'required', path: 'lines/1/price', message: '必填' },
  ])
  expect(store.problemAt('/lines/1/price')?.message).toBe('必填')
  store.set('name', 'x')
  expect(store.allProblems().map((one) => one.path)).toEqual(['/lines/1/price'])
  store.setCell('lines', 'l2', 'price', '1')
  expect(store.allProblems()).toEqual([])
})

test('problems do not move to another row when one is deleted', () => {
  const store = open()
  store.setProblems([{ code: 'required', path: '/lines/1/price', message: '必填' }])
  store.setRows('lines', store.getRows('lines').slice(1))
  expect(store.allProblems()).toEqual([])
})

test('after saving nothing is dirty', () => {
  const store = open()
  store.set('name', 'x')
  store.markSaved()
  expect(store.isDirty()).toBe(false)
})

test('a secret that stays is not written, a new one is, and one that is taken away is written as nothing', () => {
  const meta = sampleMeta()
  meta.fields.push(sampleField('key', 'secret'))
  const store = new FormStore(meta, { ...record(), key: { set: true } })
  expect(store.isDirty()).toBe(false)
  expect('key' in store.computeBody()).toBe(false)
  store.set('key', 'sesame')
  expect(store.changes()).toEqual({ key: 'sesame' })
  store.set('key', null)
  expect(store.changes()).toEqual({ key: null })
  store.set('key', { set: true })
  expect(store.isDirty()).toBe(false)
})

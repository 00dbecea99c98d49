import { describe, expect, test, vi } from 'vitest'
import type { LiveExpression, Me, RecordRule } from '@api/types'
import type { Ast, Path } from '@expressions/ast'
import { cellPlace } from '../form/field-state'
import { FormStore } from '../form/form-store'
import { sampleField, sampleMeta } from '../form/sample-meta'
import { LiveRules } from './live-rules'

const me: Me = { user: { id: 'u1', login: 'chen', name: '陈静', language: 'zh-CN', department: { id: 'd1', label: '销售部' }, superior: null }, roles: [], apps: [], system: [], release: 1, open_tasks: 0, unread_notices: 0 }
const path = (...names: string[]): Ast & Path => ({ node: 'path', root: 'record', names })
const number = (value: string): Ast => ({ node: 'number', value })
const expression = (ast: Ast, rows: { path: Path; column: boolean }[] = []): LiveExpression => ({ ast, rows }) as unknown as LiveExpression
const compare = (operator: 'equal' | 'greater' | 'less_or_equal', left: Ast, right: Ast): Ast => ({ node: 'binary', operator, left, right })
const product = { node: 'binary', operator: 'multiply', left: path('quantity'), right: path('price') } satisfies Ast
const amounts: Path = { root: 'record', names: ['lines', 'amount'] }

function contract(rules: RecordRule[] = []) {
  const meta = sampleMeta()
  meta.fields.push(
    sampleField('reason', 'text', { rules: { visible: expression(compare('greater', path('amount'), number('100'))), required: expression(compare('greater', path('amount'), number('1000'))) } }),
    sampleField('level', 'select', { rules: { read_only: expression(compare('equal', path('level'), { node: 'text', value: 'final' })) } }),
  )
  const amount = meta.fields.find((field) => field.name === 'amount')
  if (amount) amount.rules = { formula: expression({ node: 'call', function: 'SUM', arguments: [path('lines', 'amount')] }, [{ path: amounts, column: true }]) }
  const line = meta.children['line']
  const rowAmount = line?.fields.find((field) => field.name === 'amount')
  if (rowAmount) rowAmount.rules = { formula: expression(product) }
  const price = line?.fields.find((field) => field.name === 'price')
  if (price) price.rules = { required: expression(compare('greater', path('quantity'), number('0'))) }
  meta.rules = rules
  return meta
}

const record = () => ({ id: '1', revision: 1, name: '合同', amount: '60.00', level: 'draft', lines: [{ id: 'l1', product: '甲', quantity: 3, price: '20.00', amount: '60.00' }] })
const small: RecordRule = { name: 'small', severity: 'error', message: '金额过大', field: 'name', condition: expression(compare('less_or_equal', path('amount'), number('500'))), on: ['create', 'update'] }

describe('conditions', () => {
  test('a field shows and becomes required as the record changes', () => {
    const store = new FormStore(contract(), record())
    const live = new LiveRules(store, me)
    live.follow()
    expect(store.stateOf('reason')).toEqual({ visible: false, required: false, readOnly: false })
    store.setCell('lines', 'l1', 'quantity', 6)
    live.follow()
    expect(store.stateOf('reason')).toEqual({ visible: true, required: false, readOnly: false })
    store.setCell('lines', 'l1', 'quantity', 60)
    live.follow()
    expect(store.stateOf('reason')).toEqual({ visible: true, required: true, readOnly: false })
    expect(store.stateOf(cellPlace('lines', 'l1', 'price')).required).toBe(true)
  })

  test('whether a field keeps its value is for the saved record to say', () => {
    const store = new FormStore(contract(), record())
    const live = new LiveRules(store, me)
    store.set('level', 'final')
    live.follow()
    expect(store.stateOf('level').readOnly).toBe(false)
    store.load({ ...record(), level: 'final' })
    store.set('level', 'draft')
    live.follow()
    expect(store.stateOf('level').readOnly).toBe(true)
  })

  test('what cannot be told leaves the field open', () => {
    const meta = contract()
    meta.fields.push(sampleField('note', 'text', { rules: { visible: expression(compare('equal', path('customer', 'level'), { node: 'text', value: 'A' })) } }))
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    const store = new FormStore(meta, { ...record(), customer: { id: 'c1', label: '华信' } })
    new LiveRules(store, me).follow()
    expect(store.stateOf('note').visible).toBe(true)
  })
})

test('what a stage asks for is required while saving would enter it', () => {
  const meta = contract()
  meta.fields.push(sampleField('stage', 'stage', { options: { stages: [{ value: 'new' }, { value: 'offer', required: ['customer'], deliverables: ['proposal'] }] } }), sampleField('proposal', 'file'))
  const store = new FormStore(meta, { ...record(), stage: 'new' })
  const live = new LiveRules(store, me)
  live.follow()
  expect(store.stateOf('customer').required).toBe(false)
  store.set('stage', 'offer')
  live.follow()
  expect([store.stateOf('customer').required, store.stateOf('proposal').required]).toEqual([true, true])
  store.load({ ...record(), stage: 'offer' })
  live.follow()
  expect(store.stateOf('customer').required).toBe(false)
})

describe('formulas', () => {
  test('rows and the record follow an edit at once, rounded to their decimals', () => {
    const store = new FormStore(contract(), record())
    const live = new LiveRules(store, me)
    store.setCell('lines', 'l1', 'price', '33.335')
    live.follow()
    expect(store.getRows('lines')[0]?.values['amount']).toBe('100.01')
    expect(store.get('amount')).toBe('100.01')
  })

  test('what the server computed stays until the next edit', () => {
    const store = new FormStore(contract(), record())
    const live = new LiveRules(store, me)
    live.follow()
    store.applyComputed({ amount: '61.00' })
    live.follow()
    expect(store.get('amount')).toBe('61.00')
  })

  test('text that is no number yet changes nothing', () => {
    const store = new FormStore(contract(), record())
    const live = new LiveRules(store, me)
    store.setCell('lines', 'l1', 'quantity', 'drei')
    live.follow()
    expect(store.get('amount')).toBe('60.00')
  })
})

describe('rules', () => {
  test('a broken rule shows when its field is left and goes when it holds again', () => {
    const store = new FormStore(contract([small]), record())
    const live = new LiveRules(store, me)
    store.setCell('lines', 'l1', 'quantity', 30)
    live.follow()
    expect(store.problemAt('/name')).toBeUndefined()
    live.left('name')
    expect(store.problemAt('/name')?.message).toBe('金额过大')
    store.setCell('lines', 'l1', 'quantity', 3)
    live.follow()
    expect(store.problemAt('/name')).toBeUndefined()
  })

  test('a rule counts only for its operations, and nothing compares with a blank', () => {
    const store = new FormStore(contract([{ ...small, on: ['create'] }]), { ...record(), amount: '900' })
    expect(new LiveRules(store, me).broken()).toEqual([])
    const fresh = new FormStore(contract([{ ...small, on: ['create'] }]), { amount: null })
    expect(new LiveRules(fresh, me).broken()).toHaveLength(1)
  })
})

test('an input that holds no value yet keeps the form back', () => {
  const store = new FormStore(contract(), record())
  store.hold('/name', '格式有误')
  expect(store.isHeld()).toBe(true)
  expect(store.problemAt('/name')?.message).toBe('格式有误')
  store.set('name', 'x')
  expect(store.isHeld()).toBe(false)
})

import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FieldMeta, FieldValue } from '@api/types'
import { loadLanguage } from '@i18n/language'
import kinds from '../../kinds.json'
import { fieldKinds, kindOf } from './registry'

const OPTIONS = [
  { value: 'a', label: '甲', color: 'blue' },
  { value: 'b', label: '乙', color: 'nonsense' },
]

/** A value of each type as the API gives it, and a piece of the text that people must see. */
const SAMPLES: Record<string, { value: FieldValue; shows: string }> = {
  any_reference: { value: { object: 'customer', id: 'c1', label: '华信' }, shows: '华信' },
  auto_number: { value: 'HT-0001', shows: 'HT-0001' },
  barcode: { value: '6901234567892', shows: '6901234567892' },
  boolean: { value: true, shows: '是' },
  children: { value: [{ id: '1' }, { id: '2' }], shows: '2 行' },
  color: { value: '#1677FF', shows: '#1677FF' },
  date: { value: '2026-11-21', shows: '2026/11/21' },
  datetime: { value: '2026-11-21T08:00:00Z', shows: '2026/11/21' },
  decimal: { value: '1234.5', shows: '1,234.50' },
  department: { value: { id: 'd1', label: '销售部' }, shows: '销售部' },
  duration: { value: 5400, shows: '1:30' },
  email: { value: 'a@b.cn', shows: 'a@b.cn' },
  file: { value: [{ id: 'f', name: '合同.pdf', size: 12, type: 'application/pdf' }], shows: '合同.pdf' },
  image: { value: [{ id: 'f', name: '照片.png', size: 12, type: 'image/png' }], shows: '1 张图片' },
  integer: { value: 12000, shows: '12,000' },
  json: { value: { sku: 'A1' }, shows: 'A1' },
  location: { value: { latitude: 31.299, longitude: 120.585, address: '姑苏区' }, shows: '姑苏区' },
  long_text: { value: '第一行\n第二行', shows: '第二行' },
  lookup: { value: '华信', shows: '华信' },
  many_to_many: { value: [{ id: 'c1', label: '华信' }, { id: 'c2', label: '中天' }], shows: '中天' },
  money: { value: '1234567.80', shows: '¥1,234,567.80' },
  multi_select: { value: ['a', 'b'], shows: '乙' },
  percent: { value: '12.50', shows: '12.50%' },
  phone: { value: '13800000000', shows: '13800000000' },
  rating: { value: 4, shows: '★★★★' },
  reference: { value: { id: 'c1', label: '华信' }, shows: '华信' },
  region: { value: { code: '320508', label: '江苏省 / 苏州市 / 姑苏区' }, shows: '姑苏区' },
  rich_text: { value: '## 要点', shows: '要点' },
  rollup: { value: '1200.00', shows: '¥1,200.00' },
  secret: { value: { set: true }, shows: '已设置' },
  select: { value: 'a', shows: '甲' },
  signature: { value: [{ id: 'f', name: '签名.png', size: 12, type: 'image/png' }], shows: '已签名' },
  stage: { value: 'a', shows: '甲' },
  tags: { value: ['重点', 'expo'], shows: 'expo' },
  text: { value: '合同', shows: '合同' },
  time: { value: '08:30:00', shows: '08:30' },
  url: { value: 'https://example.com', shows: 'example.com' },
  user: { value: { id: 'u1', label: '陈静' }, shows: '陈静' },
  users: { value: [{ id: 'u1', label: '陈静' }, { id: 'u2', label: '王强' }], shows: '王强' },
}

/** What the server says about the values of computed types. */
const RESULTS: Record<string, string> = { lookup: 'text', rollup: 'money' }

function field(type: string): FieldMeta {
  return { name: 'f', type, label: '字段', required: false, read_only: false, unique: false, computed: false, operators: [], writable: true, options: { options: OPTIONS, object: 'customer' }, ...(RESULTS[type] ? { result: { type: RESULTS[type] } } : {}) }
}

let root: Root | null = null
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
// Pictures are asked for and never come.
vi.stubGlobal('fetch', () => new Promise(() => undefined))

beforeAll(() => loadLanguage('zh-CN'))
afterEach(() => {
  act(() => root?.unmount())
  root = null
})

test('the registry and the server know the same field types', () => {
  expect([...fieldKinds.keys()].sort()).toEqual(kinds.fields)
  expect([...kinds.fields].sort()).toEqual(kinds.fields)
  expect(Object.keys(SAMPLES).sort()).toEqual(kinds.fields)
})

test('a type of a newer server is shown as text', () => {
  expect(kindOf('hologram').kind).toBe('text')
})

describe.each([...fieldKinds])('%s', (type, kind) => {
  const sample = SAMPLES[type]

  test('has its own key', () => expect(kind.kind).toBe(type))

  test('shows a value and nothing for none', () => {
    const shown = renderToStaticMarkup(kind.view(sample?.value, field(type)))
    if (type === 'boolean' || type === 'rating') expect(shown).toContain('svg')
    else expect(shown).toContain(sample?.shows)
    expect(kind.text(sample?.value, field(type))).toContain(sample?.shows)
    expect(kind.text(null, field(type))).toBe('')
  })

  test('has a page view that survives any value', () => {
    for (const value of [sample?.value, 42, 'x', {}, [], [null], null]) expect(() => renderToStaticMarkup(kind.page?.(value, field(type)) ?? '')).not.toThrow()
  })

  test('mounts an input with a name for everybody', async () => {
    const host = document.createElement('div')
    document.body.append(host)
    root = createRoot(host)
    const Input = kind.input
    await act(async () => root?.render(<Input field={field(type)} object="contract" id="x" value={sample?.value} onChange={() => undefined} />))
    // What is loaded on demand stands in for itself while it is on its way.
    for (let turn = 0; turn < 50 && host.querySelector('[aria-busy]'); turn += 1) await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 10))))
    expect(host.querySelector('[aria-busy]')).toBeNull()
    expect(host.querySelector('[aria-label*="字段"]')).not.toBeNull()
  })

  test('survives a value of a wrong shape', () => {
    for (const value of [42, 'x', {}, [], [null], null]) expect(() => renderToStaticMarkup(kind.view(value, field(type)))).not.toThrow()
  })

  test('writes ids where it reads names', () => {
    const written = kind.write ? kind.write(sample?.value) : sample?.value
    expect(JSON.stringify(written ?? null)).not.toContain('label')
  })
})

test('pasted text is read by the type of the column', () => {
  expect(kindOf('money').parse?.('￥1,200.5', field('money'))).toBe('1200.5')
  expect(kindOf('integer').parse?.('1,200', field('integer'))).toBe(1200)
  expect(kindOf('integer').parse?.('1.5', field('integer'))).toBeUndefined()
  expect(kindOf('select').parse?.('甲', field('select'))).toBe('a')
  expect(kindOf('select').parse?.('丙', field('select'))).toBeUndefined()
  expect(kindOf('multi_select').parse?.('甲、乙', field('multi_select'))).toEqual(['a', 'b'])
  expect(kindOf('boolean').parse?.('是', field('boolean'))).toBe(true)
  expect(kindOf('date').parse?.('2026/1/5', field('date'))).toBe('2026-01-05')
  expect(kindOf('time').parse?.('8:30', field('time'))).toBe('08:30:00')
  expect(kindOf('duration').parse?.('1:30', field('duration'))).toBe(5400)
  expect(kindOf('duration').parse?.('-0:00:30', field('duration'))).toBe(-30)
  expect(kindOf('duration').parse?.('1:99', field('duration'))).toBeUndefined()
  expect(kindOf('rating').parse?.('★★★', field('rating'))).toBe(3)
  expect(kindOf('tags').parse?.('甲、乙，甲', field('tags'))).toEqual(['甲', '乙'])
  expect(kindOf('location').parse?.('31.299, 120.585 姑苏区', field('location'))).toEqual({ latitude: 31.299, longitude: 120.585, address: '姑苏区' })
  expect(kindOf('json').parse?.('{"a":1}', field('json'))).toEqual({ a: 1 })
  expect(kindOf('json').parse?.('{a', field('json'))).toBeUndefined()
})

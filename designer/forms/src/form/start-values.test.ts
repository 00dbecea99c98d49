import { expect, test } from 'vitest'
import { FormStore } from './form-store'
import { sampleField, sampleMeta } from './sample-meta'
import { startValues } from './start-values'

function metaWithDefaults() {
  const meta = sampleMeta()
  meta.fields.push(
    sampleField('signed_on', 'date', { default: '2026-11-22' }),
    sampleField('seller', 'user', { default: { id: 'u1', label: '王强' } }),
    sampleField('level', 'select', { default: 'c', options: { options: [{ value: 'c', label: 'C' }] } }),
  )
  return meta
}

test('a new form shows the defaults, sends them, and may be left without a question', () => {
  const meta = metaWithDefaults()
  const store = new FormStore(meta, startValues(meta.fields, null, undefined))
  expect(store.get('signed_on')).toBe('2026-11-22')
  expect(store.get('seller')).toEqual({ id: 'u1', label: '王强' })
  expect(store.isDirty()).toBe(false)
  expect(store.createBody()).toMatchObject({ signed_on: '2026-11-22', seller: 'u1', level: 'c' })
})

test('what the page before has chosen wins over a default, and a record over both', () => {
  const meta = metaWithDefaults()
  const preset = { seller: { id: 'u2', label: '刘洋' } }
  expect(startValues(meta.fields, null, preset)['seller']).toEqual(preset.seller)
  const record = { id: '1', revision: 1, signed_on: null }
  expect(startValues(meta.fields, record, preset)['signed_on']).toBe(null)
})

test('a record that was chosen before goes into the field as its type wants it', () => {
  const fields = [sampleField('clubs', 'many_to_many'), sampleField('about', 'any_reference')]
  const preset = { clubs: { id: 'c1', label: '足球' }, about: { id: 'deal:d1', label: '大单' } }
  expect(startValues(fields, null, preset)).toEqual({ clubs: [{ id: 'c1', label: '足球' }], about: { object: 'deal', id: 'd1', label: '大单' } })
})

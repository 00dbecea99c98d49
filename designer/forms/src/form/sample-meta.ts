import type { FieldMeta, ObjectMeta } from '@api/types'

/** An object with lines for the tests of forms. */
export function sampleField(name: string, type: string, more: Partial<FieldMeta> = {}): FieldMeta {
  return { name, type, label: name, required: false, read_only: false, unique: false, computed: false, operators: ['eq'], writable: true, options: {}, ...more }
}

export function sampleMeta(): ObjectMeta {
  return {
    name: 'contract',
    label: 'Contract',
    title_field: 'name',
    rights: { create: true, update: true, delete: true, print: true },
    fields: [
      sampleField('name', 'text'),
      sampleField('customer', 'reference', { options: { object: 'customer' } }),
      sampleField('amount', 'money', { computed: true, writable: false }),
      sampleField('lines', 'children', { options: { object: 'line', field: 'contract' } }),
      sampleField('created_at', 'datetime', { system: true, writable: false }),
    ],
    form: { name: 'f', label: '', sections: [] },
    views: [],
    children: {
      line: {
        name: 'line',
        label: 'Lines',
        fields: [
          sampleField('contract', 'reference', { options: { object: 'contract' } }),
          sampleField('product', 'text'),
          sampleField('quantity', 'integer', { default: 1 }),
          sampleField('price', 'money'),
          sampleField('amount', 'money', { computed: true, writable: false }),
        ],
      },
    },
    prints: [],
    flows: [],
  }
}

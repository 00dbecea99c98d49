import type { Values } from '@api/records'
import type { FieldMeta, Named, RecordData } from '@api/types'

/** What a form begins with: the record, or for a new one the defaults that the server worked out, under what the page before has chosen. */
export function startValues(fields: readonly FieldMeta[], record: RecordData | null, preset: Record<string, Named> | undefined): Values {
  if (record) return record
  const chosen = (field: FieldMeta) => {
    const named = preset?.[field.name]
    if (!named) return field.default ?? null
    if (field.type === 'many_to_many') return [named]
    if (field.type !== 'any_reference') return named
    const [object = '', id = ''] = named.id.split(':')
    return { object, id, label: named.label }
  }
  return Object.fromEntries(fields.map((field) => [field.name, chosen(field)]))
}

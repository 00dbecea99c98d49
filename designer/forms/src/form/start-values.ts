import type { Values } from '@api/records'
import type { FieldMeta, Named, RecordData } from '@api/types'

/** What a form begins with: the record, or for a new one the defaults that the server worked out, under what the page before has chosen. */
export function startValues(fields: readonly FieldMeta[], record: RecordData | null, preset: Record<string, Named> | undefined): Values {
  if (record) return record
  return { ...Object.fromEntries(fields.map((field) => [field.name, field.default ?? null])), ...preset }
}

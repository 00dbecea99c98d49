import type { FieldMeta, FieldValue } from '@api/types'
import { newId } from '@api/client'
import type { Values } from '@api/records'
import type { FieldKind } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'

/** A row of a sub-table. The key lives only in this form; the id comes from the server. */
export interface Row {
  key: string
  id?: string
  values: Values
}

export function readRows(value: FieldValue): Row[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((row) => {
    if (!row || typeof row !== 'object' || Array.isArray(row)) return []
    const id = row['id']
    return [typeof id === 'string' ? { key: id, id, values: row } : { key: newId(), values: row }]
  })
}

/** An emptied input means "no value", not an empty text. Undefined for what is to stay as it is stored. */
export function toWrite(kind: FieldKind, value: FieldValue): FieldValue {
  if (kind.write) return kind.write(value)
  return value === '' || value === undefined ? null : value
}

export function rowToWrite(row: Row, fields: readonly FieldMeta[], parent: string | undefined): { [name: string]: FieldValue } {
  const values = fields
    .filter((field) => field.writable && !field.computed && !field.system && field.name !== parent)
    .map((field) => [field.name, toWrite(kindOf(field.type), row.values[field.name])] as const)
    .filter(([, value]) => value !== undefined && (row.id !== undefined || value !== null))
  return { ...(row.id === undefined ? {} : { id: row.id }), ...Object.fromEntries(values) }
}

/** The columns of a sub-table: the chosen ones, else all that belong to people. */
export function childColumns(fields: readonly FieldMeta[], chosen: readonly string[] | undefined, parent: string | undefined): FieldMeta[] {
  if (chosen && chosen.length > 0) return chosen.flatMap((name) => fields.find((field) => field.name === name) ?? [])
  return fields.filter((field) => !field.system && field.name !== parent && field.type !== 'children')
}

export function sameValue(left: FieldValue, right: FieldValue): boolean {
  return Object.is(left, right) || JSON.stringify(left ?? null) === JSON.stringify(right ?? null)
}

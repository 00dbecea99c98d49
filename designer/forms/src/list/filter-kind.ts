import type { FieldMeta } from '@api/types'
import type { FieldKind } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'

/** The field and type by which a column is filtered: for a value that is worked out elsewhere, those of its result. */
export function filterKind(field: FieldMeta): { field: FieldMeta; kind: FieldKind } {
  const kind = kindOf(field.type)
  if (kind.filter !== 'result' || !field.result) return { field, kind }
  const shown = { ...field, type: field.result.type, options: field.result.options ?? {} }
  return { field: shown, kind: kindOf(shown.type) }
}

/** What was typed as the value that is compared; empty while it cannot be read. */
export function parsedText(kind: FieldKind, field: FieldMeta, text: string): string {
  const value = kind.parse?.(text, field)
  const written = kind.write ? kind.write(value) : value
  if (Array.isArray(written)) return typeof written[0] === 'string' ? written[0] : ''
  return typeof written === 'string' || typeof written === 'number' ? String(written) : ''
}

/** A compared value as people type it. */
export function shownText(kind: FieldKind, field: FieldMeta, value: string): string {
  if (value === '') return ''
  return kind.text(/^-?\d+$/.test(value) && kind.kind === 'duration' ? Number(value) : value, field) || value
}

/** The operators that can be used by hand: a type without an editor of values has only those that take none. */
export function usableOperators(field: FieldMeta): string[] {
  return filterKind(field).kind.filter === 'none' ? field.operators.filter((operator) => operator === 'empty' || operator === 'not_empty') : field.operators
}

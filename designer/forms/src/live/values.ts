import type { FieldMeta, FieldValue } from '@api/types'
import { Day, Instant, dayText, instantText, parseDay, parseInstant } from '@expressions/calendar'
import { Decimal, decimalText, parseDecimal, powerOfTen, round } from '@expressions/decimal'
import { fail } from '@expressions/evaluate-error'
import { Ref, type Item, type Value } from '@expressions/value'

/** Values of the API as values of expressions, and back. */

const NUMBERS = new Set(['integer', 'decimal', 'money', 'percent', 'rating', 'duration'])
const RECORDS = new Set(['reference', 'user', 'department', 'id'])
const LISTS = new Set(['multi_select', 'tags', 'users', 'many_to_many', 'file', 'image', 'signature'])

const idIn = (value: FieldValue): string | null => {
  if (typeof value === 'string') return value
  return value && typeof value === 'object' && !Array.isArray(value) && typeof value['id'] === 'string' ? value['id'] : null
}

/** What an expression reads from a field. Text that is no value of the type yet leaves the expression undecided. */
export function toItem(field: FieldMeta, value: FieldValue): Item {
  const type = field.result?.type ?? field.type
  if (value === null || value === undefined || value === '') return LISTS.has(type) ? [] : null
  if (LISTS.has(type)) return Array.isArray(value) ? value.flatMap((one) => idIn(one) ?? []) : fail('value_unknown')
  if (NUMBERS.has(type)) return parseDecimal(String(value)) ?? fail('value_unknown')
  if (RECORDS.has(type)) return new Ref(idIn(value) ?? fail('value_unknown'))
  if (type === 'boolean') return typeof value === 'boolean' ? value : fail('value_unknown')
  if (type === 'date') return parseDay(String(value)) ?? fail('value_unknown')
  if (type === 'datetime') return parseInstant(String(value)) ?? fail('value_unknown')
  if (type === 'region' && typeof value === 'object' && !Array.isArray(value) && typeof value['code'] === 'string') return value['code']
  return typeof value === 'string' ? value : fail('value_unknown')
}

/** The decimals that a field keeps. */
function scaleOf(field: FieldMeta): number {
  if (field.type === 'integer' || field.type === 'rating' || field.type === 'duration') return 0
  return field.options.scale ?? 2
}

/** A result as the field keeps it; undefined when only the server can tell, as for the name of a record. */
export function fromValue(field: FieldMeta, value: Value): FieldValue | undefined {
  if (value === null) return null
  if (typeof value === 'boolean' || typeof value === 'string') return value
  if (value instanceof Day) return dayText(value)
  if (value instanceof Instant) return instantText(value)
  if (!(value instanceof Decimal)) return undefined
  const scale = scaleOf(field)
  const rounded = round(value, scale, 'half_away')
  if (scale === 0) return field.type === 'decimal' || field.type === 'money' || field.type === 'percent' ? decimalText(rounded) : Number(decimalText(rounded))
  return decimalText(new Decimal(rounded.digits * powerOfTen(scale - rounded.scale), scale))
}

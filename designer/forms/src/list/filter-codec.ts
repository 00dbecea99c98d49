import type { FieldMeta, Json } from '@api/types'
import { filterKind } from './filter-kind'

/** A filter as people build it: conditions that must all hold. Its text form stands in the address of the page. */
export interface Condition {
  field: string
  op: string
  values: ConditionValue[]
}

export interface ConditionValue {
  value: string
  /** The name of a record or person, so that a chip need not ask the server for it. */
  label?: string | undefined
}

const WITHOUT_VALUE = new Set(['empty', 'not_empty', 'me'])
/** Types whose values travel as JSON numbers. */
const WHOLE = new Set(['integer', 'rating', 'duration'])
const MANY = new Set(['in', 'not_in', 'contains_any', 'contains_all'])

export type Arity = 'none' | 'one' | 'two' | 'many'

export function arity(op: string): Arity {
  if (WITHOUT_VALUE.has(op)) return 'none'
  if (op === 'between') return 'two'
  return MANY.has(op) ? 'many' : 'one'
}

/** A condition without its value filters nothing and is not sent. */
export function isComplete(condition: Condition): boolean {
  const filled = condition.values.filter((one) => one.value !== '').length
  const wanted = { none: 0, one: 1, two: 2, many: 1 }[arity(condition.op)]
  return filled >= wanted
}

const SPECIAL = /[%~,;!]/g
const escape = (text: string) => text.replace(SPECIAL, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
const unescape = (text: string) => text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

/** `amount~gte~1000;customer~eq~17!华东制造`: readable and short. */
export function encodeFilter(conditions: readonly Condition[]): string {
  return conditions
    .map(({ field, op, values }) => {
      const list = values.map((one) => escape(one.value) + (one.label === undefined ? '' : `!${escape(one.label)}`)).join(',')
      return [escape(field), escape(op), ...(list === '' ? [] : [list])].join('~')
    })
    .join(';')
}

/** Reads the text form; parts that make no sense are dropped, since anybody may edit an address. */
export function decodeFilter(text: string | undefined): Condition[] {
  return (text ?? '').split(';').flatMap((part) => {
    const [field = '', op = '', list = ''] = part.split('~')
    if (field === '' || op === '') return []
    const values = list === '' ? [] : list.split(',').map(decodeValue)
    return [{ field: unescape(field), op: unescape(op), values }]
  })
}

function decodeValue(text: string): ConditionValue {
  const [value = '', label] = text.split('!')
  return label === undefined ? { value: unescape(value) } : { value: unescape(value), label: unescape(label) }
}

function typed(field: FieldMeta, value: string): Json {
  const { type } = filterKind(field).field
  if (type === 'boolean') return value === 'true'
  if (WHOLE.has(type)) return /^-?\d+$/.test(value) ? Number(value) : value
  return value
}

/** The filter tree of the API. Fields and operators that this reader does not have are left out. */
export function toTree(conditions: readonly Condition[], fields: readonly FieldMeta[]): Json | undefined {
  const leaves = conditions.flatMap((condition): Json[] => {
    const field = fields.find((one) => one.name === condition.field)
    if (!field?.operators.includes(condition.op) || !isComplete(condition)) return []
    const values = condition.values.filter((one) => one.value !== '').map((one) => typed(field, one.value))
    const leaf: Record<string, Json> = { field: field.name, op: condition.op }
    const shape = arity(condition.op)
    if (shape === 'one') leaf['value'] = values[0] ?? null
    if (shape === 'two' || shape === 'many') leaf['value'] = values
    return [leaf]
  })
  if (leaves.length === 0) return undefined
  return leaves.length === 1 ? leaves[0] : { and: leaves }
}

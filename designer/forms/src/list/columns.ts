import type { FieldMeta, ObjectMeta, ViewMeta } from '@api/types'

export interface Column {
  field: FieldMeta
  width: number
  /** Takes what is left over until the reader sets a width. */
  flexible: boolean
}

export type Widths = Record<string, number>

export const MIN_WIDTH = 64

const BY_TYPE: Record<string, number> = {
  text: 190,
  long_text: 240,
  integer: 100,
  decimal: 120,
  money: 144,
  percent: 96,
  boolean: 84,
  date: 116,
  datetime: 156,
  select: 116,
  multi_select: 170,
  email: 190,
  phone: 136,
  auto_number: 150,
  reference: 190,
  any_reference: 190,
  many_to_many: 220,
  user: 124,
  department: 130,
  file: 180,
  children: 90,
  url: 200,
  rich_text: 240,
  rating: 128,
  duration: 100,
  time: 90,
  color: 120,
  tags: 190,
  users: 200,
  image: 110,
  signature: 110,
  barcode: 160,
  location: 190,
  json: 220,
}

/** How far a flexible column gives way before the list scrolls sideways. */
const SHRINK = 0.75

const STATE_WIDTH = 110

/** The columns of a view, without those of fields the reader may not see. */
export function columnsOf(meta: ObjectMeta, view: ViewMeta | undefined, stored: Widths): Column[] {
  const wanted = view?.columns ?? meta.fields.filter((field) => !field.system).slice(0, 6).map((field) => ({ field: field.name, width: null }))
  const columns = wanted.flatMap(({ field: name, width }): Column[] => {
    const field = meta.fields.find((one) => one.name === name)
    const usual = field?.system && name === 'approval_state' ? STATE_WIDTH : BY_TYPE[field?.type ?? '']
    return field ? [{ field, width: stored[name] ?? width ?? usual ?? 150, flexible: false }] : []
  })
  const wide = columns.find((one) => one.field.name === meta.title_field) ?? columns.find((one) => one.field.type === 'reference' || one.field.type === 'text')
  const roomy = columns.filter((one) => !one.field.system && (one.field.type === 'reference' || one.field.type === 'text' || one === wide))
  for (const column of roomy) column.flexible = stored[column.field.name] === undefined
  return columns
}

export function template(columns: readonly Column[]): string {
  return columns.map((one) => (one.flexible ? `minmax(${Math.round(one.width * SHRINK)}px, ${one.width}fr)` : `${one.width}px`)).join(' ')
}

const key = (user: string, object: string, view: string) => `tenon.widths/${user}/${object}/${view}`

export function loadWidths(user: string, object: string, view: string): Widths {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(user, object, view)) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
  } catch {
    return {}
  }
}

export function saveWidths(user: string, object: string, view: string, widths: Widths): void {
  try {
    localStorage.setItem(key(user, object, view), JSON.stringify(widths))
  } catch {
    // A full or forbidden storage only costs the memory of widths.
  }
}

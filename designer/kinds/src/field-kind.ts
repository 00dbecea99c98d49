import type { ComponentType, ReactNode } from 'react'
import type { FieldMeta, FieldValue } from '@api/types'
import type { IconName } from '@ui/icon'

export interface InputProps {
  field: FieldMeta
  value: FieldValue
  onChange: (value: FieldValue) => void
  onBlur?: (() => void) | undefined
  /** The object whose record is edited. */
  object: string
  id?: string | undefined
  invalid?: boolean | undefined
  describedBy?: string | undefined
  autoFocus?: boolean | undefined
  /** Says that what stands in the input is no value yet; the form keeps it back until the next change. */
  onProblem?: ((message: string) => void) | undefined
  /** The value as it is saved; nothing for a new record. */
  stored?: FieldValue
}

/** Which editor the filter builder shows for a value of the type: `parsed` is a line read by the type, `result` the editor of the type that a computed value has. */
export type FilterEditor = 'text' | 'number' | 'date' | 'datetime' | 'boolean' | 'options' | 'reference' | 'user' | 'department' | 'region' | 'parsed' | 'result' | 'none'

/** Everything the web app knows about one field type. */
export interface FieldKind {
  /** The key of the type, the same as in the server's registry. */
  kind: string
  icon: IconName
  align?: 'end'
  input: ComponentType<InputProps>
  /** The value in a table cell or on a page. A plain function: a list has thousands of cells and no hook may run in them. */
  view: (value: FieldValue, field: FieldMeta) => ReactNode
  /** The value where there is room for it, as on the page of a record; the same as `view` when it is left out. */
  page?: (value: FieldValue, field: FieldMeta) => ReactNode
  /** Takes the whole width of a form. */
  wide?: boolean
  /** The value as text, for tooltips, history and the clipboard. */
  text: (value: FieldValue, field: FieldMeta) => string
  filter: FilterEditor
  /** Reads pasted text; undefined when it is none of this type. */
  parse?: (text: string, field: FieldMeta) => FieldValue | undefined
  /** Finds what pasted text names on the server. */
  lookup?: (text: string, field: FieldMeta) => Promise<FieldValue | undefined>
  /** The value as the server wants it written, where that differs from how it is read; undefined leaves what is stored. */
  write?: (value: FieldValue) => FieldValue
  /** Adds up in the totals of a sub-table. */
  adds?: boolean
}

export function isEmpty(value: FieldValue): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

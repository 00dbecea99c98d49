import { t } from '@i18n/language'
import type { FieldKind, InputProps } from '../field-kind'

const count: FieldKind['text'] = (value) => (Array.isArray(value) ? t('children.count', { n: value.length }) : '')

/** Where there is no room for a table, the rows are only counted. Forms put their own sub-table in this place. */
function ChildrenSummary({ field, value }: InputProps) {
  return <output aria-label={field.label}>{count(value, field)}</output>
}

export const children: FieldKind = {
  kind: 'children',
  icon: 'table',
  input: ChildrenSummary,
  view: count,
  text: count,
  filter: 'none',
}

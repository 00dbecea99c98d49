import { useMemo } from 'react'
import type { InputProps } from '../field-kind'
import { recordChoices } from '../load-choices'
import { NamedListPicker } from './named-list-picker'

/** Chooses records of another object. */
export function LinksInput(props: InputProps) {
  const { object = '', title_field: title, max_links: most } = props.field.options
  const load = useMemo(() => recordChoices(object, title), [object, title])
  return <NamedListPicker {...props} load={load} most={most} />
}

import { useMemo } from 'react'
import { Tag } from '@ui/tag'
import type { FieldKind, InputProps } from '../field-kind'
import { lookupChoices, recordChoices } from '../load-choices'
import { NamedListPicker } from '../named-list-picker'
import { asNamedList, idsOf } from '../values'

function ManyToManyInput(props: InputProps) {
  const object = props.field.options.object ?? ''
  const title = props.field.options.title_field
  const load = useMemo(() => recordChoices(object, title), [object, title])
  return <NamedListPicker {...props} load={load} most={props.field.options.max_links} />
}

export const manyToMany: FieldKind = {
  kind: 'many_to_many',
  icon: 'link',
  input: ManyToManyInput,
  view: (value) => asNamedList(value).map((one) => <Tag key={one.id}>{one.label}</Tag>),
  text: (value) => asNamedList(value).map((one) => one.label).join(', '),
  filter: 'reference',
  lookup: (pasted, field) => lookupChoices(recordChoices(field.options.object ?? '', field.options.title_field), pasted),
  write: idsOf,
}

import { useMemo } from 'react'
import type { FieldKind, InputProps } from '../field-kind'
import { lookupChoice, recordChoices } from '../load-choices'
import { NamedPicker } from '../named-picker'
import { asNamed, idOf } from '../values'

function ReferenceInput(props: InputProps) {
  const object = props.field.options.object ?? ''
  const title = props.field.options.title_field
  const load = useMemo(() => recordChoices(object, title), [object, title])
  return <NamedPicker {...props} load={load} />
}

const label: FieldKind['text'] = (value) => asNamed(value)?.label ?? ''

export const reference: FieldKind = {
  kind: 'reference',
  icon: 'link',
  input: ReferenceInput,
  view: label,
  text: label,
  filter: 'reference',
  lookup: (pasted, field) => lookupChoice(recordChoices(field.options.object ?? '', field.options.title_field), pasted),
  write: idOf,
}

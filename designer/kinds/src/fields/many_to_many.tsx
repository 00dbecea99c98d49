import { useMemo } from 'react'
import { Picker } from '@ui/picker'
import type { FieldKind, InputProps } from '../field-kind'
import { lookupChoice, recordChoices } from '../load-choices'
import { asNamedList } from '../values'

function LinksInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const object = field.options.object ?? ''
  const title = field.options.title_field
  const load = useMemo(() => recordChoices(object, title), [object, title])
  return (
    <Picker
      id={id}
      multiple
      label={field.label}
      value={asNamedList(value)}
      load={load}
      clearable={!field.required}
      invalid={invalid}
      describedBy={describedBy}
      autoFocus={autoFocus}
      onBlur={onBlur}
      onChange={(choices) => onChange(choices.map((choice) => ({ id: choice.id, label: choice.label })))}
    />
  )
}

const labels: FieldKind['text'] = (value) => asNamedList(value).map((one) => one.label).join(', ')

export const manyToMany: FieldKind = {
  kind: 'many_to_many',
  icon: 'link',
  input: LinksInput,
  view: labels,
  text: labels,
  filter: 'reference',
  lookup: async (pasted, field) => {
    const load = recordChoices(field.options.object ?? '', field.options.title_field)
    const found = await Promise.all(pasted.split(/[,，、;；]/).filter((name) => name.trim() !== '').map((name) => lookupChoice(load, name)))
    return found.every((one) => one !== undefined) ? found : undefined
  },
  write: (value) => asNamedList(value).map((one) => one.id),
}

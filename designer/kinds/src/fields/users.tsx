import { Picker } from '@ui/picker'
import type { FieldKind, InputProps } from '../field-kind'
import { lookupChoice, userChoices } from '../load-choices'
import { asNamedList } from '../values'

function UsersInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  return (
    <Picker
      id={id}
      multiple
      label={field.label}
      value={asNamedList(value)}
      load={userChoices}
      clearable={!field.required}
      invalid={invalid}
      describedBy={describedBy}
      autoFocus={autoFocus}
      onBlur={onBlur}
      onChange={(choices) => onChange(choices.map((choice) => ({ id: choice.id, label: choice.label })))}
    />
  )
}

const names: FieldKind['text'] = (value) => asNamedList(value).map((person) => person.label).join(', ')

export const users: FieldKind = {
  kind: 'users',
  icon: 'users',
  input: UsersInput,
  view: names,
  text: names,
  filter: 'user',
  lookup: async (pasted) => {
    const found = await Promise.all(pasted.split(/[,，、;；]/).filter((name) => name.trim() !== '').map((name) => lookupChoice(userChoices, name)))
    return found.every((one) => one !== undefined) ? found : undefined
  },
  write: (value) => asNamedList(value).map((person) => person.id),
}

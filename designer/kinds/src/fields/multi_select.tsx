import { Picker } from '@ui/picker'
import { Tag } from '@ui/tag'
import type { FieldKind, InputProps } from '../field-kind'
import { asKeys, optionFor, optionsOf } from '../values'

function MultiSelectInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const toChoice = (key: string) => {
    const option = optionFor(field, key)
    return { id: option.value, label: option.label, color: option.color }
  }
  return (
    <Picker
      id={id}
      multiple
      label={field.label}
      value={asKeys(value).map(toChoice)}
      choices={optionsOf(field).map((option) => toChoice(option.value))}
      clearable={!field.required}
      invalid={invalid}
      describedBy={describedBy}
      autoFocus={autoFocus}
      onBlur={onBlur}
      onChange={(choices) => onChange(choices.map((choice) => choice.id))}
    />
  )
}

export const multiSelect: FieldKind = {
  kind: 'multi_select',
  icon: 'tag',
  input: MultiSelectInput,
  view: (value, field) => asKeys(value).map((key) => <Tag key={key} color={optionFor(field, key).color}>{optionFor(field, key).label}</Tag>),
  text: (value, field) => asKeys(value).map((key) => optionFor(field, key).label).join(', '),
  filter: 'options',
  parse: (pasted, field) => {
    const names = pasted.split(/[,，、;；]/).map((name) => name.trim()).filter(Boolean)
    const keys = names.map((name) => optionsOf(field).find((option) => option.label === name || option.value === name)?.value)
    return keys.every((key) => key !== undefined) ? keys : undefined
  },
}

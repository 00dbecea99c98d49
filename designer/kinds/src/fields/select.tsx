import { Picker } from '@ui/picker'
import { Tag } from '@ui/tag'
import type { FieldKind, InputProps } from '../field-kind'
import { nextStages } from '../stages'
import { asKeys, optionFor, optionsOf } from '../values'

/** Of stages only those that may follow the saved one can be chosen. */
function SelectInput({ field, value, stored, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const toChoice = (key: string) => {
    const option = optionFor(field, key)
    return { id: option.value, label: option.label, color: option.color }
  }
  const [saved] = field.options.stages ? asKeys(stored) : []
  return (
    <Picker
      id={id}
      label={field.label}
      value={asKeys(value).map(toChoice)}
      choices={nextStages(field, saved).map((option) => toChoice(option.value))}
      clearable={!field.required && saved === undefined}
      invalid={invalid}
      describedBy={describedBy}
      autoFocus={autoFocus}
      onBlur={onBlur}
      onChange={([choice]) => onChange(choice?.id ?? null)}
    />
  )
}

export const select: FieldKind = {
  kind: 'select',
  icon: 'list',
  input: SelectInput,
  view: (value, field) => asKeys(value).map((key) => <Tag key={key} color={optionFor(field, key).color}>{optionFor(field, key).label}</Tag>),
  text: (value, field) => asKeys(value).map((key) => optionFor(field, key).label).join(''),
  filter: 'options',
  parse: (pasted, field) => optionsOf(field).find((option) => option.label === pasted.trim() || option.value === pasted.trim())?.value,
}

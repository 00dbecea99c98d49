import type { LoadChoices } from '@ui/choice-list'
import { Picker } from '@ui/picker'
import type { InputProps } from './field-kind'
import { asNamed } from './values'

/** Chooses something that is found by name on the server. */
export function NamedPicker({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus, load }: InputProps & { load: LoadChoices }) {
  const named = asNamed(value)
  return (
    <Picker
      id={id}
      label={field.label}
      value={named ? [named] : []}
      load={load}
      clearable={!field.required}
      invalid={invalid}
      describedBy={describedBy}
      autoFocus={autoFocus}
      onBlur={onBlur}
      onChange={([choice]) => onChange(choice ? { id: choice.id, label: choice.label } : null)}
    />
  )
}

import type { LoadChoices } from '@ui/choice-list'
import { Picker } from '@ui/picker'
import type { InputProps } from '../field-kind'
import { asNamedList } from '../values'

/** Chooses several things that are found by name on the server. */
export function NamedListPicker({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus, load, most }: InputProps & { load: LoadChoices; most?: number | undefined }) {
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
      onChange={(choices) => onChange(choices.slice(0, most).map((choice) => ({ id: choice.id, label: choice.label })))}
    />
  )
}

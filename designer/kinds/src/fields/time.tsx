import type { FieldKind, InputProps } from '../field-kind'
import { asText } from '../values'

function TimeInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  return (
    <input
      id={id}
      type="time"
      step={1}
      className="field-control"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      value={asText(value)}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      onBlur={onBlur}
    />
  )
}

export const time: FieldKind = {
  kind: 'time',
  icon: 'clock',
  input: TimeInput,
  // Seconds only where there are some.
  view: (value) => asText(value).replace(/^(\d\d:\d\d):00$/, '$1'),
  text: asText,
  filter: 'text',
  parse: (pasted) => {
    const found = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(pasted.trim())
    return found ? `${(found[1] ?? '').padStart(2, '0')}:${found[2]}:${found[3] ?? '00'}` : undefined
  },
}

import type { FieldKind, InputProps } from '../field-kind'
import { parseTime, shortTime } from '../time-of-day'
import { asText } from '../values'

function TimeInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  return (
    <input
      id={id}
      type="time"
      step={/:(?!00)\d\d$/.test(asText(value).slice(5)) ? 1 : 60}
      className="field-control"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      value={shortTime(asText(value))}
      onChange={(event) => onChange(event.target.value === '' ? null : (parseTime(event.target.value) ?? event.target.value))}
      onBlur={onBlur}
    />
  )
}

const show: FieldKind['text'] = (value) => shortTime(asText(value))

export const time: FieldKind = {
  kind: 'time',
  icon: 'clock',
  input: TimeInput,
  view: show,
  text: show,
  filter: 'parsed',
  parse: parseTime,
}

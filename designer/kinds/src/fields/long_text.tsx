import type { FieldKind, InputProps } from '../field-kind'
import { asText } from '../values'
import './long_text.css'

function LongTextInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  return (
    <textarea
      id={id}
      rows={3}
      className="field-control long-text"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      maxLength={field.options.max_length}
      value={asText(value)}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    />
  )
}

export const longText: FieldKind = {
  kind: 'long_text',
  icon: 'align-left',
  wide: true,
  input: LongTextInput,
  view: (value) => <span className="long-text-view">{asText(value)}</span>,
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted,
}

import type { HTMLInputTypeAttribute } from 'react'
import type { InputProps } from './field-kind'
import { asText } from './values'

interface Props extends InputProps {
  type?: HTMLInputTypeAttribute
  inputMode?: 'text' | 'email' | 'tel' | 'url'
  autoComplete?: string
}

/** A line of text. */
export function TextInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus, type = 'text', inputMode = 'text', autoComplete = 'off' }: Props) {
  return (
    <input
      id={id}
      type={type}
      inputMode={inputMode}
      autoComplete={autoComplete}
      className="field-control"
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

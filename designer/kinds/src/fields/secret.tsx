import type { FieldValue } from '@api/types'
import type { FieldKind, InputProps } from '../field-kind'

const DOTS = '••••••'

const isSet = (value: FieldValue) => value !== null && typeof value === 'object' && !Array.isArray(value) && value['set'] === true

/** Written and never read back: what is stored shows as dots, and typing replaces it. */
function SecretInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  return (
    <input
      id={id}
      type="password"
      autoComplete="new-password"
      className="field-control"
      placeholder={isSet(value) ? DOTS : ''}
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      maxLength={field.options.max_length}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      onBlur={onBlur}
    />
  )
}

const dots: FieldKind['text'] = (value) => (isSet(value) ? DOTS : '')

export const secret: FieldKind = {
  kind: 'secret',
  icon: 'eye-off',
  input: SecretInput,
  view: dots,
  text: dots,
  filter: 'none',
}

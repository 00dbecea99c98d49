import type { FieldKind, InputProps } from '../field-kind'
import { asText } from '../values'

const HEX = /^#[0-9a-f]{6}$/i

function ColorInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  return (
    <input
      id={id}
      type="text"
      autoComplete="off"
      className="field-control"
      placeholder="#1677FF"
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

export const color: FieldKind = {
  kind: 'color',
  icon: 'eye',
  input: ColorInput,
  view: (value) =>
    HEX.test(asText(value)) ? (
      <span className="color-view">
        <span aria-hidden style={{ display: 'inline-block', width: 12, height: 12, borderRadius: 3, marginInlineEnd: 6, background: asText(value) }} />
        {asText(value)}
      </span>
    ) : (
      asText(value)
    ),
  text: asText,
  filter: 'text',
  parse: (pasted) => (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(pasted.trim()) ? pasted.trim() : undefined),
}

import { useState } from 'react'
import { formatDuration, readDuration } from '../durations'
import type { FieldKind, InputProps } from '../field-kind'

const show: FieldKind['text'] = (value) => (typeof value === 'number' ? formatDuration(value) : typeof value === 'string' ? value : '')

function DurationInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      id={id}
      autoComplete="off"
      className="field-control"
      placeholder="h:mm:ss"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      value={typed ?? show(value, field)}
      onChange={(event) => {
        const text = event.target.value
        setTyped(text)
        // Text that is no length of time goes out as it is: the server names the problem at this field.
        onChange(text.trim() === '' ? null : (readDuration(text) ?? text))
      }}
      onBlur={() => {
        setTyped(null)
        onBlur?.()
      }}
    />
  )
}

export const duration: FieldKind = {
  kind: 'duration',
  icon: 'clock',
  align: 'end',
  input: DurationInput,
  view: show,
  text: show,
  filter: 'number',
  parse: (pasted) => readDuration(pasted) ?? undefined,
  adds: true,
}

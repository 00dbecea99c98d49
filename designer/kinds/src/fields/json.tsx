import { useState } from 'react'
import type { FieldValue } from '@api/types'
import type { FieldKind, InputProps } from '../field-kind'

function read(text: string): FieldValue | undefined {
  try {
    return JSON.parse(text) as FieldValue
  } catch {
    return undefined
  }
}

const written: FieldKind['text'] = (value) => (value === null || value === undefined ? '' : JSON.stringify(value))

function JsonInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const broken = typed !== null && typed.trim() !== '' && read(typed) === undefined
  return (
    <textarea
      id={id}
      rows={5}
      spellCheck={false}
      className="field-control long-text"
      style={{ fontFamily: 'monospace' }}
      aria-label={field.label}
      aria-invalid={invalid || broken || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      value={typed ?? (value === null || value === undefined ? '' : JSON.stringify(value, null, 2))}
      onChange={(event) => {
        const text = event.target.value
        setTyped(text)
        const next = text.trim() === '' ? null : read(text)
        if (next !== undefined) onChange(next)
      }}
      onBlur={() => {
        // What is no JSON yet stays in the box, marked as wrong.
        if (!broken) setTyped(null)
        onBlur?.()
      }}
    />
  )
}

export const json: FieldKind = {
  kind: 'json',
  icon: 'settings',
  input: JsonInput,
  view: (value, field) => <code className="truncate">{written(value, field)}</code>,
  text: written,
  filter: 'none',
  parse: read,
}

import { useState } from 'react'
import type { FieldValue } from '@api/types'
import type { InputProps } from './field-kind'

interface Props extends InputProps {
  /** The value as it rests in the input. */
  show: (value: FieldValue) => string
  /** The value of what was typed; undefined when it is none. */
  read: (text: string) => FieldValue | undefined
  placeholder?: string
  /** Stands at the end, as numbers do. */
  end?: boolean
  disabled?: boolean | undefined
}

/** A line whose text is read as a value: while it is typed it stays as typed, afterwards it stands in its usual form. */
export function SettledInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus, show, read, placeholder, end, disabled }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const change = (text: string) => {
    setTyped(text)
    // Text that cannot be read goes out as it is: the server names the problem at this field and nothing typed is lost.
    onChange(text.trim() === '' ? null : (read(text) ?? text))
  }
  return (
    <input
      id={id}
      className={`field-control ${end ? 'field-end' : ''}`}
      autoComplete="off"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      disabled={disabled}
      placeholder={placeholder}
      value={typed ?? show(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => change(event.target.value)}
      onBlur={() => {
        setTyped(null)
        onBlur?.()
      }}
    />
  )
}

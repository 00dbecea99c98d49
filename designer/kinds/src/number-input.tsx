import { useState } from 'react'
import { formatDecimal } from '@i18n/format'
import { padDecimal, readDecimal } from './decimals'
import type { InputProps } from './field-kind'
import { asText } from './values'
import './number-input.css'

interface Props extends InputProps {
  scale: number
  before?: string
  after?: string
  /** Integers travel as JSON numbers, decimals as texts. */
  asNumber?: boolean
}

/** A number: grouped by thousands while it rests, plain while it is typed. */
export function NumberInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus, scale, before, after, asNumber }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const stored = asText(value)

  const change = (text: string) => {
    setTyped(text)
    const read = readDecimal(text)
    // Text that is no number goes out as it is: the server names the problem at this field and nothing typed is lost.
    onChange(text.trim() === '' ? null : read === null ? text : asNumber && /^-?\d{1,15}$/.test(read) ? Number(read) : read)
  }

  const settle = () => {
    const read = readDecimal(typed ?? '')
    if (typed !== null && read !== null && scale > 0) onChange(padDecimal(read, scale))
    setTyped(null)
    onBlur?.()
  }

  return (
    <span className="number-input">
      {before && <span className="number-before">{before}</span>}
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        className="field-control"
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        autoFocus={autoFocus}
        value={typed ?? (stored === '' ? '' : formatDecimal(stored, asNumber ? 0 : scale))}
        onFocus={(event) => {
          setTyped(stored)
          const input = event.target
          // After the plain form is drawn. Selecting would bring the focus back to an input that was left meanwhile.
          requestAnimationFrame(() => {
            if (document.activeElement === input) input.select()
          })
        }}
        onChange={(event) => change(event.target.value)}
        onBlur={settle}
      />
      {after && <span className="number-after">{after}</span>}
    </span>
  )
}

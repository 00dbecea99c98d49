import { useState } from 'react'
import type { Json } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import type { InputProps } from '../field-kind'
import './json-input.css'

type Read = { value: Json } | { line: number }

/** The value of a text, or the line at which it stops making sense. */
export function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) as Json }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const line = /line (\d+)/.exec(message)?.[1]
    const position = /position (\d+)/.exec(message)?.[1]
    if (line) return { line: Number(line) }
    return { line: position ? text.slice(0, Number(position)).split('\n').length : text.split('\n').length }
  }
}

const pretty = (value: unknown) => (value === null || value === undefined ? '' : JSON.stringify(value, null, 2))

/** Structured data as text. While the text makes no sense the form keeps it back and says in which line. */
export function JsonInput({ field, value, onChange, onBlur, onProblem, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? pretty(value)
  const change = (next: string) => {
    setTyped(next)
    if (next.trim() === '') {
      onChange(null)
      return
    }
    const read = readJson(next)
    if ('value' in read) onChange(read.value)
    else onProblem?.(t('json.broken', { n: read.line }))
  }
  return (
    <span className="json-input">
      <textarea
        id={id}
        rows={4}
        spellCheck={false}
        className="field-control"
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        autoFocus={autoFocus}
        placeholder="{ }"
        value={text}
        onChange={(event) => change(event.target.value)}
        onBlur={onBlur}
      />
      <Button
        small
        look="ghost"
        disabled={text.trim() === '' || !('value' in readJson(text))}
        onClick={() => {
          const read = readJson(text)
          if ('value' in read) setTyped(pretty(read.value))
        }}
      >
        {t('json.tidy')}
      </Button>
    </span>
  )
}

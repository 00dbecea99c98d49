import { useState } from 'react'
import { Tag } from '@ui/tag'
import type { FieldKind, InputProps } from '../field-kind'
import { asKeys } from '../values'

const split = (text: string) => [...new Set(text.split(/[,，、;；]/).map((tag) => tag.trim()).filter(Boolean))]

function TagsInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      id={id}
      autoComplete="off"
      className="field-control"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      value={typed ?? asKeys(value).join(', ')}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(split(event.target.value))
      }}
      onBlur={() => {
        setTyped(null)
        onBlur?.()
      }}
    />
  )
}

export const tags: FieldKind = {
  kind: 'tags',
  icon: 'tag',
  input: TagsInput,
  view: (value) => asKeys(value).map((tag) => <Tag key={tag}>{tag}</Tag>),
  text: (value) => asKeys(value).join(', '),
  filter: 'text',
  parse: split,
}

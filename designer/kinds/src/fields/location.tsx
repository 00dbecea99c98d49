import { useState } from 'react'
import type { FieldValue } from '@api/types'
import type { FieldKind, InputProps } from '../field-kind'
import { asText } from '../values'

interface Point {
  latitude: string
  longitude: string
  address: string
}

function asPoint(value: FieldValue): Point | null {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return null
  const point = { latitude: asText(value['latitude']), longitude: asText(value['longitude']), address: asText(value['address']) }
  return point.latitude === '' && point.longitude === '' ? null : point
}

/** `31.299, 120.585 姑苏区`: what people copy from a map, with an address behind it. */
function readPoint(text: string): FieldValue | undefined {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)(?:[\s,，]+(.+))?$/.exec(text)
  if (!found) return undefined
  const point = { latitude: Number(found[1]), longitude: Number(found[2]) }
  return found[3] ? { ...point, address: found[3].trim() } : point
}

const written: FieldKind['text'] = (value) => {
  const point = asPoint(value)
  return point ? [`${point.latitude}, ${point.longitude}`, point.address].filter(Boolean).join(' ') : asText(value)
}

function LocationInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      id={id}
      autoComplete="off"
      className="field-control"
      placeholder="31.299, 120.585"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      value={typed ?? written(value, field)}
      onChange={(event) => {
        const text = event.target.value
        setTyped(text)
        onChange(text.trim() === '' ? null : (readPoint(text) ?? text))
      }}
      onBlur={() => {
        setTyped(null)
        onBlur?.()
      }}
    />
  )
}

export const location: FieldKind = {
  kind: 'location',
  icon: 'target',
  input: LocationInput,
  view: (value, field) => asPoint(value)?.address || written(value, field),
  text: written,
  filter: 'none',
  parse: readPoint,
}

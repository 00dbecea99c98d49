import type { FieldValue } from '@api/types'

/** `#RRGGBB` in capitals, also from `#abc` and from without the sign; undefined when it is no colour. */
export function asColor(value: FieldValue): string | undefined {
  const match = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(typeof value === 'string' ? value.trim() : '')
  const digits = match?.[1]?.toUpperCase()
  if (!digits) return undefined
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`
}

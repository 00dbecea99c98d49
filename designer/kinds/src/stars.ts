import type { FieldMeta, FieldValue } from '@api/types'

export const USUAL_STARS = 5

export function mostStars(field: FieldMeta): number {
  const most = Number(field.options.max ?? USUAL_STARS)
  return Number.isInteger(most) && most > 0 && most <= 20 ? most : USUAL_STARS
}

export function starsOf(value: FieldValue): number {
  return typeof value === 'number' && value > 0 ? Math.trunc(value) : 0
}

import type { FieldValue } from '@api/types'

export interface Place {
  latitude: number | null
  longitude: number | null
  address: string
}

const degrees = (value: FieldValue, limit: number): number | null => {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) && Math.abs(number) <= limit ? number : null
}

export function asPlace(value: FieldValue): Place | null {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return null
  const address = value['address']
  return { latitude: degrees(value['latitude'], 90), longitude: degrees(value['longitude'], 180), address: typeof address === 'string' ? address : '' }
}

/** `31.29900°N, 120.58500°E`: a metre is more than a person can tell apart on a map. */
export function coordinates({ latitude, longitude }: Place): string {
  if (latitude === null || longitude === null) return ''
  return `${Math.abs(latitude).toFixed(5)}°${latitude < 0 ? 'S' : 'N'}, ${Math.abs(longitude).toFixed(5)}°${longitude < 0 ? 'W' : 'E'}`
}

/** Opens the map program of the device (RFC 5870); the name in brackets is what Android shows. */
export function geoLink({ latitude, longitude, address }: Place): string | null {
  if (latitude === null || longitude === null) return null
  const point = `${latitude},${longitude}`
  return `geo:${point}?q=${encodeURIComponent(address === '' ? point : `${point}(${address})`)}`
}

/** Reads `31.299, 120.585 Gusu`: what people copy from a map, with an address behind it. */
export function readPlace(text: string): FieldValue | undefined {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，]\s*(-?\d{1,3}(?:\.\d+)?)(?:[\s,，]+(.+))?$/.exec(text)
  if (!found) return undefined
  const point = { latitude: Number(found[1]), longitude: Number(found[2]) }
  return found[3] ? { ...point, address: found[3].trim() } : point
}

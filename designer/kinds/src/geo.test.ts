import { expect, test } from 'vitest'
import { asPlace, coordinates, geoLink } from './geo'

test('a place reads as an address, coordinates and a link for map programs', () => {
  const place = asPlace({ latitude: 31.299, longitude: 120.585, address: '苏州市' })
  if (!place) throw new Error('no place')
  expect(coordinates(place)).toBe('31.29900°N, 120.58500°E')
  expect(geoLink(place)).toBe('geo:31.299,120.585?q=31.299%2C120.585(%E8%8B%8F%E5%B7%9E%E5%B8%82)')
})

test('the southern and western half of the world have their own letters', () => {
  expect(coordinates({ latitude: -33.45, longitude: -70.66, address: '' })).toBe('33.45000°S, 70.66000°W')
})

test('what is no point gives no link', () => {
  for (const value of [{ latitude: 91, longitude: 0 }, { latitude: 1 }, {}]) expect(geoLink(asPlace(value) ?? { latitude: null, longitude: null, address: '' })).toBeNull()
  expect(asPlace('31,120')).toBeNull()
})

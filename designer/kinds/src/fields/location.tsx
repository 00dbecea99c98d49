import { Icon } from '@ui/icon'
import type { FieldKind } from '../field-kind'
import { asPlace, coordinates, geoLink, readPlace } from '../geo'
import { lazyInput } from '../lazy-input'
import './location.css'

const text: FieldKind['text'] = (value) => {
  const place = asPlace(value)
  return place ? place.address || coordinates(place) : ''
}

export const location: FieldKind = {
  kind: 'location',
  icon: 'map-pin',
  wide: true,
  input: lazyInput(async () => (await import('../parts/location-input')).LocationInput),
  view: (value, field) => {
    const place = asPlace(value)
    const link = place && geoLink(place)
    if (!place || !link) return text(value, field)
    return (
      <a href={link} className="location-link" title={coordinates(place)} onClick={(event) => event.stopPropagation()}>
        <Icon name="map-pin" size={14} />
        <span className="truncate">{text(value, field)}</span>
      </a>
    )
  },
  text,
  filter: 'none',
  parse: readPlace,
}

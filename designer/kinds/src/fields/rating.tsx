import { Icon } from '@ui/icon'
import type { FieldKind } from '../field-kind'
import { RatingInput } from '../rating-input'
import { mostStars, starsOf } from '../stars'
import '../rating.css'

const text: FieldKind['text'] = (value, field) => (starsOf(value) > 0 ? `${'★'.repeat(starsOf(value))}${'☆'.repeat(Math.max(0, mostStars(field) - starsOf(value)))}` : '')

export const rating: FieldKind = {
  kind: 'rating',
  icon: 'star',
  input: RatingInput,
  view: (value, field) =>
    starsOf(value) > 0 ? (
      <span className="stars" role="img" aria-label={`${starsOf(value)} / ${mostStars(field)}`}>
        {Array.from({ length: mostStars(field) }, (_, index) => (
          <span key={index} className={index < starsOf(value) ? 'rating-on' : ''}>
            <Icon name="star" size={14} />
          </span>
        ))}
      </span>
    ) : (
      ''
    ),
  text,
  filter: 'number',
  parse: (pasted) => {
    const stars = /^\d{1,2}$/.test(pasted.trim()) ? Number(pasted.trim()) : (pasted.match(/★/g)?.length ?? 0)
    return stars > 0 ? stars : undefined
  },
}

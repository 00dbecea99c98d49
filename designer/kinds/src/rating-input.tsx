import type { KeyboardEvent } from 'react'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import type { InputProps } from './field-kind'
import { mostStars, starsOf } from './stars'
import './rating.css'

/** Stars as one group of choices: arrows move, a digit chooses, the chosen star or Delete takes the rating away. */
export function RatingInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const most = mostStars(field)
  const chosen = starsOf(value)
  const set = (stars: number) => onChange(stars <= 0 ? null : Math.min(most, stars))

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : 0
    let next: number
    if (step !== 0) next = Math.max(field.required ? 1 : 0, Math.min(most, chosen + step))
    else if (/^[0-9]$/.test(event.key)) next = Number(event.key)
    else if (event.key === 'Delete' || event.key === 'Backspace') next = 0
    else return
    event.preventDefault()
    set(next)
    event.currentTarget.querySelectorAll<HTMLElement>('button')[Math.max(0, Math.min(most, next) - 1)]?.focus()
  }

  return (
    <span id={id} className="rating" role="radiogroup" aria-label={field.label} aria-invalid={invalid || undefined} aria-describedby={describedBy} onKeyDown={onKeyDown} onBlur={onBlur}>
      {Array.from({ length: most }, (_, index) => index + 1).map((star) => (
        <button
          key={star}
          type="button"
          role="radio"
          aria-checked={star === chosen}
          aria-label={t('rating.stars', { n: star })}
          tabIndex={star === Math.max(1, chosen) ? 0 : -1}
          autoFocus={autoFocus === true && star === Math.max(1, chosen)}
          className={star <= chosen ? 'rating-on' : ''}
          onClick={() => set(star === chosen && !field.required ? 0 : star)}
        >
          <Icon name="star" size={22} />
        </button>
      ))}
    </span>
  )
}

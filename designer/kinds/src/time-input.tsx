import { useCoarsePointer } from '@ui/use-compact'
import type { InputProps } from './field-kind'
import { SettledInput } from './settled-input'
import { parseTime, shortTime } from './time-of-day'
import { asText } from './values'

interface Props extends InputProps {
  disabled?: boolean
}

/** A time of day, typed in any usual way; a phone shows its own wheel. The browser's own input writes AM and PM for some. */
export function TimeInput({ disabled, ...props }: Props) {
  const { field, value, onChange, onBlur, id, invalid, describedBy, autoFocus } = props
  const text = asText(value)
  if (!useCoarsePointer()) return <SettledInput {...props} disabled={disabled} placeholder="00:00" show={(shown) => shortTime(asText(shown))} read={parseTime} />
  return (
    <input
      id={id}
      type="time"
      step={/:(?!00)\d\d$/.test(text.slice(5)) ? 1 : 60}
      className="field-control"
      aria-label={field.label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      autoFocus={autoFocus}
      disabled={disabled}
      value={shortTime(text)}
      onChange={(event) => onChange(event.target.value === '' ? null : (parseTime(event.target.value) ?? event.target.value))}
      onBlur={onBlur}
    />
  )
}

import { formatDateTime } from '@i18n/format'
import { t } from '@i18n/language'
import { DateInput } from '@ui/date-input'
import { instantOf, localParts, parseDay } from '@ui/day'
import type { FieldKind, InputProps } from '../field-kind'
import { TimeInput } from '../time-input'
import { parseTime } from '../time-of-day'
import { asText } from '../values'
import './datetime.css'

/** Instants are stored in UTC and entered in the local time of the reader. */
function DateTimeInput({ field, value, onChange, ...rest }: InputProps) {
  const parts = localParts(asText(value))
  return (
    <span className="datetime">
      <DateInput {...rest} label={field.label} value={parts?.day ?? null} onChange={(day) => onChange(day ? instantOf(day, parts?.time ?? '09:00') : null)} />
      <span className="datetime-time">
        <TimeInput
          field={{ ...field, label: `${field.label} ${t('value.time')}` }}
          object={rest.object}
          value={parts?.time ?? ''}
          disabled={!parts}
          onChange={(typed) => {
            const time = parseTime(asText(typed))
            if (parts && time) onChange(instantOf(parts.day, time.slice(0, 5)))
          }}
          onBlur={rest.onBlur}
        />
      </span>
    </span>
  )
}

const show: FieldKind['text'] = (value) => (asText(value) === '' ? '' : formatDateTime(asText(value)))

export const datetime: FieldKind = {
  kind: 'datetime',
  icon: 'clock',
  input: DateTimeInput,
  view: show,
  text: show,
  filter: 'datetime',
  parse: (pasted) => {
    const [day = '', time = '00:00'] = pasted.trim().split(/[ T]/)
    const read = parseDay(day)
    return read && /^\d{1,2}:\d{2}/.test(time) ? instantOf(read, time) : undefined
  },
}

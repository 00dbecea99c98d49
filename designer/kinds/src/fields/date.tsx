import { formatDate } from '@i18n/format'
import { DateInput } from '@ui/date-input'
import { parseDay } from '@ui/day'
import type { FieldKind } from '../field-kind'
import { asText } from '../values'

const show: FieldKind['text'] = (value) => (asText(value) === '' ? '' : formatDate(asText(value)))

export const date: FieldKind = {
  kind: 'date',
  icon: 'calendar',
  input: ({ field, value, ...rest }) => <DateInput {...rest} label={field.label} value={asText(value) || null} />,
  view: show,
  text: show,
  filter: 'date',
  parse: (pasted) => parseDay(pasted) ?? undefined,
}

import type { FieldKind } from '../field-kind'
import { TimeInput } from '../time-input'
import { parseTime, shortTime } from '../time-of-day'
import { asText } from '../values'

const show: FieldKind['text'] = (value) => shortTime(asText(value))

export const time: FieldKind = {
  kind: 'time',
  icon: 'clock',
  input: TimeInput,
  view: show,
  text: show,
  filter: 'parsed',
  parse: parseTime,
}

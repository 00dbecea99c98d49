import { formatDuration, parseDuration } from '../duration'
import type { FieldKind } from '../field-kind'
import { SettledInput } from '../settled-input'
import { asText } from '../values'

const show = (value: Parameters<FieldKind['text']>[0]) => (typeof value === 'number' ? formatDuration(value) : asText(value))

export const duration: FieldKind = {
  kind: 'duration',
  icon: 'clock',
  align: 'end',
  input: (props) => <SettledInput {...props} end show={show} read={parseDuration} placeholder="1:30" />,
  view: show,
  text: show,
  filter: 'parsed',
  parse: parseDuration,
}

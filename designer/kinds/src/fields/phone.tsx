import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'

export const phone: FieldKind = {
  kind: 'phone',
  icon: 'phone',
  input: (props) => <TextInput {...props} type="tel" inputMode="tel" autoComplete="tel" />,
  view: (value) => (asText(value) ? <a href={`tel:${asText(value).replace(/[^\d+]/g, '')}`}>{asText(value)}</a> : ''),
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

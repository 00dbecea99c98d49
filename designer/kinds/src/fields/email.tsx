import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'

export const email: FieldKind = {
  kind: 'email',
  icon: 'mail',
  input: (props) => <TextInput {...props} type="email" inputMode="email" autoComplete="email" />,
  view: (value) => (asText(value) ? <a href={`mailto:${asText(value)}`}>{asText(value)}</a> : ''),
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

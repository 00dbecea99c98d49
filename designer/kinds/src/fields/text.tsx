import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'

export const text: FieldKind = {
  kind: 'text',
  icon: 'type',
  input: TextInput,
  view: asText,
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted,
}

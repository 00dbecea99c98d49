import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'

export const barcode: FieldKind = {
  kind: 'barcode',
  icon: 'hash',
  input: TextInput,
  view: asText,
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

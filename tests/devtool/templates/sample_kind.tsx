import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'

export const sampleKind: FieldKind = {
  kind: 'sample_kind',
  icon: 'type',
  input: TextInput,
  view: asText,
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

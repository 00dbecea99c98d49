import type { FieldKind } from '../field-kind'
import { NumberInput } from '../number-input'
import { asText } from '../values'

const stars: FieldKind['text'] = (value) => '★'.repeat(Math.min(10, Math.max(0, Math.trunc(Number(asText(value))) || 0)))

export const rating: FieldKind = {
  kind: 'rating',
  icon: 'star',
  input: (props) => <NumberInput {...props} scale={0} asNumber />,
  view: stars,
  text: stars,
  filter: 'number',
  parse: (pasted) => (/^([1-9]|10)$/.test(pasted.trim()) ? Number(pasted.trim()) : /^★{1,10}$/.test(pasted.trim()) ? pasted.trim().length : undefined),
}

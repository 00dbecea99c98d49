import type { FieldKind } from '../field-kind'
import { lazyView } from '../lazy-view'
import { TextInput } from '../text-input'
import { asText } from '../values'

const text: FieldKind['text'] = (value) => asText(value)

export const barcode: FieldKind = {
  kind: 'barcode',
  icon: 'barcode',
  input: (props) => <TextInput {...props} />,
  view: (value) => <span className="mono">{asText(value)}</span>,
  page: lazyView(async () => (await import('../parts/barcode-view')).BarcodeView, text),
  text,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { lazyView } from '../lazy-view'
import { plainText } from '../plain-text'
import { asText } from '../values'

const text: FieldKind['text'] = (value) => plainText(asText(value))

export const richText: FieldKind = {
  kind: 'rich_text',
  icon: 'align-left',
  wide: true,
  input: lazyInput(async () => (await import('../parts/rich-text-input')).RichTextInput),
  view: text,
  page: lazyView(async () => (await import('../parts/rich-text-view')).RichTextView, text),
  text,
  filter: 'text',
  parse: (pasted) => pasted,
}

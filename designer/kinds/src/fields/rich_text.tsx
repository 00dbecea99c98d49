import type { FieldKind } from '../field-kind'
import { asText } from '../values'
import { longText } from './long_text'

/** Markdown as it is written: never HTML, so nothing in it can run. */
export const richText: FieldKind = {
  kind: 'rich_text',
  icon: 'align-left',
  input: longText.input,
  view: (value) => <span className="long-text-view">{asText(value)}</span>,
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted,
}

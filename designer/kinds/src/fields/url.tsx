import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'

/** Only addresses of the web become links: the server takes no others, and an old value must not be one either. */
const isWeb = (text: string) => /^https?:\/\//i.test(text)

export const url: FieldKind = {
  kind: 'url',
  icon: 'globe',
  input: (props) => <TextInput {...props} type="url" inputMode="url" autoComplete="url" />,
  view: (value) =>
    isWeb(asText(value)) ? (
      <a href={asText(value)} target="_blank" rel="noopener noreferrer">
        {asText(value)}
      </a>
    ) : (
      asText(value)
    ),
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

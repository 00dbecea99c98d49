import type { FieldKind } from '../field-kind'
import { TextInput } from '../text-input'
import { asText } from '../values'
import { linkTarget, shortAddress } from '../web-address'

const link: FieldKind['view'] = (value) => {
  const target = linkTarget(asText(value))
  return target ? (
    <a href={target} target="_blank" rel="noopener noreferrer" title={target} onClick={(event) => event.stopPropagation()}>
      {shortAddress(asText(value))}
    </a>
  ) : (
    asText(value)
  )
}

export const url: FieldKind = {
  kind: 'url',
  icon: 'globe',
  input: (props) => <TextInput {...props} type="url" inputMode="url" autoComplete="url" />,
  view: link,
  text: asText,
  filter: 'text',
  parse: (pasted) => pasted.trim(),
}

import { formatDecimal } from '@i18n/format'
import { readDecimal } from '../decimals'
import type { FieldKind } from '../field-kind'
import { NumberInput } from '../number-input'
import { asText } from '../values'

const show: FieldKind['text'] = (value) => (asText(value) === '' ? '' : formatDecimal(asText(value)))

export const integer: FieldKind = {
  kind: 'integer',
  icon: 'hash',
  align: 'end',
  input: (props) => <NumberInput {...props} scale={0} asNumber />,
  view: show,
  text: show,
  filter: 'number',
  parse: (pasted) => {
    const read = readDecimal(pasted)
    return read !== null && /^-?\d{1,15}(\.0*)?$/.test(read) ? Math.trunc(Number(read)) : undefined
  },
  adds: true,
}

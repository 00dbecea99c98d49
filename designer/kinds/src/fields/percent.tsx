import { formatPercent } from '@i18n/format'
import { readDecimal } from '../decimals'
import type { FieldKind } from '../field-kind'
import { NumberInput } from '../number-input'
import { asText } from '../values'

const show: FieldKind['text'] = (value, field) => (asText(value) === '' ? '' : formatPercent(asText(value), field.options.scale ?? 2))

export const percent: FieldKind = {
  kind: 'percent',
  icon: 'percent',
  align: 'end',
  input: (props) => <NumberInput {...props} scale={props.field.options.scale ?? 2} after="%" />,
  view: show,
  text: show,
  filter: 'number',
  parse: (pasted) => readDecimal(pasted) ?? undefined,
}

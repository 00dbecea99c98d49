import { currencySymbol, formatMoney } from '@i18n/format'
import { readDecimal } from '../decimals'
import type { FieldKind } from '../field-kind'
import { NumberInput } from '../number-input'
import { asText } from '../values'

const show: FieldKind['text'] = (value, field) =>
  asText(value) === '' ? '' : formatMoney(asText(value), field.options.currency ?? 'CNY', field.options.scale ?? 2)

export const money: FieldKind = {
  kind: 'money',
  icon: 'wallet',
  align: 'end',
  input: (props) => <NumberInput {...props} scale={props.field.options.scale ?? 2} before={currencySymbol(props.field.options.currency)} />,
  view: show,
  text: show,
  filter: 'number',
  parse: (pasted) => readDecimal(pasted) ?? undefined,
  adds: true,
}

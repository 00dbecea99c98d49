import { currencySymbol, formatDecimal, formatMoney } from '@i18n/format'
import { readDecimal } from '../decimals'
import type { FieldKind } from '../field-kind'
import { NumberInput } from '../number-input'
import { asText } from '../values'

/** The amount; where it may be in one of several currencies, the field beside it says in which. */
const show: FieldKind['text'] = (value, field) => {
  const amount = asText(value)
  if (amount === '') return ''
  const scale = field.options.scale ?? 2
  return field.options.currencies ? formatDecimal(amount, scale) : formatMoney(amount, field.options.currency ?? 'CNY', scale)
}

export const money: FieldKind = {
  kind: 'money',
  icon: 'wallet',
  align: 'end',
  input: (props) => <NumberInput {...props} scale={props.field.options.scale ?? 2} before={props.field.options.currencies ? undefined : currencySymbol(props.field.options.currency)} />,
  view: show,
  text: show,
  filter: 'number',
  parse: (pasted) => readDecimal(pasted) ?? undefined,
  adds: true,
}

import { useT } from '@i18n/language'
import type { FieldKind, InputProps } from '../field-kind'
import { asText } from '../values'

function AutoNumberInput({ field, value, id }: InputProps) {
  const t = useT()
  return <input id={id} readOnly className="field-control" aria-label={field.label} placeholder={t('field.auto_number')} value={asText(value)} />
}

export const autoNumber: FieldKind = {
  kind: 'auto_number',
  icon: 'hash',
  input: AutoNumberInput,
  view: asText,
  text: asText,
  filter: 'text',
}

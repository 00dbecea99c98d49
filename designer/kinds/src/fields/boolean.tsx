import { t } from '@i18n/language'
import { Icon } from '@ui/icon'
import { Switch } from '@ui/switch'
import type { FieldKind } from '../field-kind'

const YES = /^(true|yes|y|1|是|√)$/i
const NO = /^(false|no|n|0|否|×)$/i

export const boolean: FieldKind = {
  kind: 'boolean',
  icon: 'toggle',
  input: ({ field, value, onChange, id }) => <Switch id={id} label={field.label} checked={value === true} onChange={onChange} />,
  view: (value) => (value === true ? <Icon name="check" /> : value === false ? <span className="muted">–</span> : ''),
  text: (value) => (value === true ? t('value.yes') : value === false ? t('value.no') : ''),
  filter: 'boolean',
  parse: (pasted) => (YES.test(pasted.trim()) ? true : NO.test(pasted.trim()) ? false : undefined),
}

import type { ReactNode } from 'react'
import type { FieldMeta, FieldValue, ObjectMeta, RecordData } from '@api/types'
import { formatMoney } from '@i18n/format'
import { t } from '@i18n/language'
import { isEmpty } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'
import { asText } from '@kinds/values'
import { Icon } from '@ui/icon'
import { ApprovalTag } from './approvals/approval-tag'

const isApprovalState = (field: FieldMeta) => field.system === true && field.name === 'approval_state'

/** The values beside a value: an amount may be in a currency that its record says. */
type Beside = { [name: string]: FieldValue }

/** The name of the field that says which currency an amount is in. */
export const currencyField = (amount: FieldMeta): string => `${amount.name}_currency`

/** An amount that may be in one of several currencies, with its own; nothing for other fields. */
function amountOf(field: FieldMeta, value: FieldValue, beside: Beside | undefined): string | undefined {
  const currency = field.options.currencies && beside ? asText(beside[currencyField(field)]) : ''
  return currency === '' ? undefined : formatMoney(asText(value), currency, field.options.scale ?? 2, 'symbol')
}

/** A value as people see it; system fields that the server gives as a bare word get their tag here. */
export function viewValue(field: FieldMeta, value: FieldValue, beside?: Beside): ReactNode {
  if (isApprovalState(field)) return typeof value === 'string' ? <ApprovalTag state={value} /> : ''
  return isEmpty(value) ? '' : (amountOf(field, value, beside) ?? kindOf(field.type).view(value, field))
}

/** Beside the name of a field whose values are being computed again: some may still be the old ones. */
export function computingMark(field: FieldMeta): ReactNode {
  if (!field.computing) return null
  return (
    <span className="computing-mark" role="img" aria-label={t('field.computing')} title={t('field.computing')}>
      <Icon name="refresh" size={12} />
    </span>
  )
}

/** A value on the page of its record, where there is room. */
export function pageValue(field: FieldMeta, value: FieldValue): ReactNode {
  const page = isApprovalState(field) || isEmpty(value) ? undefined : kindOf(field.type).page
  return page ? page(value, field) : viewValue(field, value)
}

export function textOf(field: FieldMeta | undefined, value: FieldValue, beside?: Beside): string {
  if (isEmpty(value)) return ''
  if (field) return amountOf(field, value, beside) ?? kindOf(field.type).text(value, field)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The fields that showing these takes: an amount comes with its currency, as far as the reader may see it. */
export function withCurrencies(columns: readonly FieldMeta[], all: readonly FieldMeta[]): string[] {
  const currencies = columns.filter((column) => column.options.currencies).map(currencyField)
  return [...columns.map((column) => column.name), ...currencies.filter((name) => all.some((field) => field.name === name))]
}

/** Fields that are already shown inside of the amount that brought them with it. */
export function withinAmounts(meta: ObjectMeta): ReadonlySet<string> {
  const placed = new Set(meta.form.sections.flatMap((section) => section.fields.map((place) => place.field)))
  const amounts = new Set(meta.fields.filter((field) => field.options.currencies && placed.has(field.name)).map((field) => field.name))
  return new Set(meta.fields.filter((field) => field.companion_of && amounts.has(field.companion_of)).map((field) => field.name))
}

/** The name of a record, as the object's title field says. */
export function titleOf(fields: readonly FieldMeta[], titleField: string | undefined, record: RecordData): string {
  const field = fields.find((one) => one.name === titleField)
  return textOf(field, record[titleField ?? 'id']) || t('record.untitled')
}

import type { ReactNode } from 'react'
import type { FieldMeta, FieldValue, ObjectMeta, RecordData } from '@api/types'
import { t } from '@i18n/language'
import { isEmpty } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'
import { Icon } from '@ui/icon'
import { ApprovalTag } from './approvals/approval-tag'

const isApprovalState = (field: FieldMeta) => field.system === true && field.name === 'approval_state'

/** A value as people see it; system fields that the server gives as a bare word get their tag here. */
export function viewValue(field: FieldMeta, value: FieldValue): ReactNode {
  if (isApprovalState(field)) return typeof value === 'string' ? <ApprovalTag state={value} /> : ''
  return isEmpty(value) ? '' : kindOf(field.type).view(value, field)
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

export function textOf(field: FieldMeta | undefined, value: FieldValue): string {
  if (isEmpty(value)) return ''
  if (field) return kindOf(field.type).text(value, field)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
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

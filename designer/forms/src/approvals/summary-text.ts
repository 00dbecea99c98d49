import type { SummaryLine } from '@api/approval-types'
import { formatDate, formatDateTime, formatDecimal, formatMoney, formatPercent } from '@i18n/format'

/** The value of a summary line as the reader's language writes it; texts that are already words stay. */
export function summaryText({ value, type }: SummaryLine): string {
  if (value === null) return ''
  if (type === 'money') return formatMoney(value)
  if (type === 'decimal') return formatDecimal(value)
  if (type === 'percent') return formatPercent(value)
  if (type === 'date') return formatDate(value)
  if (type === 'datetime') return formatDateTime(value)
  return value
}

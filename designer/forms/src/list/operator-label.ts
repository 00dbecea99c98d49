import type { MessageKey, Translate } from '@i18n/language'

const TEMPORAL: Record<string, MessageKey> = { lt: 'op.before', lte: 'op.until', gt: 'op.after', gte: 'op.from' }

const LABELS: Record<string, MessageKey> = {
  eq: 'op.eq',
  ne: 'op.ne',
  lt: 'op.lt',
  lte: 'op.lte',
  gt: 'op.gt',
  gte: 'op.gte',
  between: 'op.between',
  within: 'op.within',
  contains: 'op.contains',
  starts_with: 'op.starts_with',
  in: 'op.in',
  not_in: 'op.not_in',
  contains_any: 'op.contains_any',
  contains_all: 'op.contains_all',
  empty: 'op.empty',
  not_empty: 'op.not_empty',
  me: 'op.me',
}

/** The operator in words; days come before and after instead of being small and large. */
export function operatorLabel(t: Translate, op: string, type: string): string {
  const key = (type === 'date' || type === 'datetime' ? TEMPORAL[op] : undefined) ?? LABELS[op]
  return key ? t(key) : op
}

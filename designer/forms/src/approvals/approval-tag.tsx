import { t } from '@i18n/language'
import { Tag } from '@ui/tag'

const STATES = {
  running: { color: 'blue', key: 'approval.running' },
  approved: { color: 'green', key: 'approval.approved' },
  rejected: { color: 'red', key: 'approval.rejected' },
  withdrawn: { color: 'gray', key: 'approval.withdrawn' },
  auto_approved: { color: 'green', key: 'approval.auto_approved' },
  cancelled: { color: 'gray', key: 'approval.cancelled' },
} as const

/** How an approval, a task or one person's decision stands. */
export function ApprovalTag({ state }: { state: string }) {
  const known = STATES[state as keyof typeof STATES] as (typeof STATES)[keyof typeof STATES] | undefined
  return <Tag color={known?.color ?? 'gray'}>{known ? t(known.key) : state}</Tag>
}

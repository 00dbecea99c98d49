import type { RecordApproval } from '@api/types'
import { useT } from '@i18n/language'
import { Skeleton } from '@ui/skeleton'
import { LoadError } from '../load-error'
import { useInstance } from '../queries'
import { DecisionBar } from './decision-bar'
import { Timeline } from './timeline'

/** How the approval of a record stands, and the decision if it is the reader's turn. */
export function ApprovalPanel({ approval }: { approval: RecordApproval | null }) {
  const t = useT()
  const { data, error, refetch } = useInstance(approval?.instance)
  if (!approval) return <p className="muted">{t('approval.none')}</p>
  if (!approval.instance) return <p className="muted">{t('approval.not_submitted', { flow: approval.label })}</p>
  if (error) return <LoadError error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton rows={5} />
  return (
    <>
      <Timeline instance={data} />
      {data.my_task && <DecisionBar task={data.my_task} />}
    </>
  )
}

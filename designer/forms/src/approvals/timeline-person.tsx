import type { TimelinePerson } from '@api/approval-types'
import { formatAgo, formatDateTime } from '@i18n/format'
import { useT } from '@i18n/language'
import { Avatar } from '@ui/avatar'
import { ApprovalTag } from './approval-tag'

/** One person of a step with decision, time and comment. */
export function TimelinePersonLine({ person, waiting, at }: { person: TimelinePerson; waiting: boolean; at: string | null }) {
  const t = useT()
  return (
    <div className="timeline-person">
      <Avatar name={person.label} size={24} />
      <span className="truncate">{person.label}</span>
      {person.outcome ? <ApprovalTag state={person.outcome} /> : waiting ? <span className="timeline-wait">{t('approval.waiting')}</span> : null}
      {at && (
        <time className="muted" dateTime={at} title={formatDateTime(at)}>
          {formatAgo(at)}
        </time>
      )}
      {(person.comment || person.reason) && <q>{person.comment || person.reason}</q>}
    </div>
  )
}

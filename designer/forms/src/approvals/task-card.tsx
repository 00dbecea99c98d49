import type { Task } from '@api/approval-types'
import { formatAgo } from '@i18n/format'
import { useT } from '@i18n/language'
import { Avatar } from '@ui/avatar'
import { ApprovalTag } from './approval-tag'
import { summaryText } from './summary-text'

/** What waits for a decision, with the few facts that the flow puts on the card. */
export function TaskCard({ task, active, onOpen }: { task: Task; active: boolean; onOpen: () => void }) {
  const t = useT()
  return (
    <button type="button" className="task-card" aria-current={active || undefined} data-task={task.id} onClick={onOpen}>
      <span className="task-head">
        <Avatar name={task.initiator.label} size={30} />
        <span className="task-title">
          <strong className="truncate">{task.record.label}</strong>
          <span className="muted truncate">{t('task.from', { person: task.initiator.label, flow: task.flow.label })}</span>
        </span>
        <span className="task-side">
          <time className="muted" dateTime={task.opened_at}>
            {formatAgo(task.closed_at ?? task.opened_at)}
          </time>
          {task.outcome && <ApprovalTag state={task.outcome} />}
        </span>
      </span>
      {task.summary.length > 0 && (
        <span className="task-summary">
          {task.summary.slice(0, 4).map((line) => (
            <span key={line.label} className="truncate">
              <span className="muted">{line.label}</span> {summaryText(line)}
            </span>
          ))}
        </span>
      )}
    </button>
  )
}

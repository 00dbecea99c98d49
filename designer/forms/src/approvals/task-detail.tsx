import { Link } from '@tanstack/react-router'
import type { Task } from '@api/approval-types'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import { Skeleton } from '@ui/skeleton'
import { useInstance, useObject, useRecord } from '../queries'
import { RecordSections } from '../record/record-sections'
import { ApprovalTag } from './approval-tag'
import { DecisionBar } from './decision-bar'
import { summaryText } from './summary-text'
import { Timeline } from './timeline'
import '../record/record-page.css'

/** The record behind a task, how its approval went so far, and the decision. */
export function TaskDetail({ task, onDecided }: { task: Task; onDecided: () => void }) {
  const t = useT()
  const meta = useObject(task.object.name)
  const record = useRecord(task.object.name, task.record.id)
  const instance = useInstance(task.instance ?? record.data?.approval?.instance)
  const open = task.state === 'open'
  return (
    <article className="task-detail" aria-label={task.record.label} data-testid="task-detail">
      <div className="task-scroll">
        <header className="task-detail-head">
          <span className="muted">
            {task.flow.label} · {task.object.label}
          </span>
          <h2>{task.record.label}</h2>
          {task.outcome && <ApprovalTag state={task.outcome} />}
          <Link to="/o/$object/$id" params={{ object: task.object.name, id: task.record.id }} className="task-open">
            {t('task.open_record')} <Icon name="chevron-right" size={14} />
          </Link>
        </header>
        <dl className="task-facts card">
          {[{ label: t('task.initiator'), value: task.initiator.label }, ...task.summary].map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>{summaryText(line)}</dd>
            </div>
          ))}
        </dl>
        {meta.data && record.data ? (
          <RecordSections meta={meta.data} record={record.data} />
        ) : meta.isLoading || record.isLoading ? (
          <Skeleton rows={5} />
        ) : (
          <p className="muted task-part">{t('task.no_record')}</p>
        )}
        <section className="card task-part" aria-label={t('record.approval')}>
          {instance.data ? <Timeline instance={instance.data} /> : instance.isLoading || record.isLoading ? <Skeleton rows={4} /> : <p className="muted">{t('task.no_timeline')}</p>}
        </section>
      </div>
      {open && <DecisionBar key={task.id} task={task.id} onDecided={onDecided} keys />}
    </article>
  )
}

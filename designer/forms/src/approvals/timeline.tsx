import type { Instance, TimelineStep } from '@api/approval-types'
import { useT } from '@i18n/language'
import { Icon, type IconName } from '@ui/icon'
import { ApprovalTag } from './approval-tag'
import { TimelinePersonLine } from './timeline-person'
import './timeline.css'

function mark(step: TimelineStep): { icon: IconName; look: string } {
  if (step.people.some((person) => person.outcome === 'rejected')) return { icon: 'x', look: 'rejected' }
  if (step.state === 'current') return { icon: 'clock', look: 'current' }
  if (step.state === 'done') return { icon: step.kind === 'start' ? 'send' : 'check', look: 'done' }
  return { icon: step.state === 'skipped' ? 'minus' : 'clock', look: 'waiting' }
}

/** The way of an approval: who decided what and when, whose turn it is, who comes next. */
export function Timeline({ instance }: { instance: Instance }) {
  const t = useT()
  return (
    <div className="timeline">
      <p className="timeline-flow">
        <strong>{instance.flow.label}</strong>
        <ApprovalTag state={instance.state} />
      </p>
      <ol>
        {instance.timeline.map((step, index) => {
          const { icon, look } = mark(step)
          return (
            <li key={`${step.step}-${index}`} className={`timeline-step timeline-${look}`} aria-current={step.state === 'current' ? 'step' : undefined}>
              <span className="timeline-mark">
                <Icon name={icon} size={13} />
              </span>
              <p className="timeline-label">
                <span>{step.label || t(step.kind === 'end' ? 'approval.end' : step.kind === 'start' ? 'approval.start' : 'approval.step')}</span>
                {step.kind === 'approve' && step.people.length > 1 && <span className="muted">{t(step.rule === 'all' ? 'approval.rule_all' : 'approval.rule_any')}</span>}
                {step.kind === 'cc' && <span className="muted">{t('approval.cc')}</span>}
              </p>
              {step.people.map((person, place) => (
                <TimelinePersonLine key={`${person.id}-${place}`} person={person} waiting={step.state === 'current' && step.kind === 'approve'} at={person.at ?? (step.kind === 'start' ? step.at : null)} />
              ))}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

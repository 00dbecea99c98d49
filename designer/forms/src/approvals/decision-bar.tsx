import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { decideTask } from '@api/approvals'
import { asApiError } from '@api/errors'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { toast } from '@ui/toast'
import { approvalChanged } from '../queries'
import './decision-bar.css'

type Decision = 'approve' | 'reject'

/** Approve or reject with a comment. On a phone it sticks to the lower edge, where the thumb is. */
export function DecisionBar({ task, onDecided, keys }: { task: string; onDecided?: (() => void) | undefined; keys?: boolean }) {
  const t = useT()
  const client = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState<Decision | null>(null)
  const [error, setError] = useState('')

  const decide = async (decision: Decision) => {
    if (busy) return
    setBusy(decision)
    setError('')
    try {
      await decideTask(task, decision, comment.trim())
      toast('success', t(decision === 'approve' ? 'approval.approved_done' : 'approval.rejected_done'))
      onDecided?.()
      approvalChanged(client)
    } catch (failure) {
      const refused = asApiError(failure)
      setError(refused.problems[0]?.message || refused.message || t('error.action'))
      // The comment is what is usually missing.
      field.current?.focus()
      if (refused.status === 404 || refused.code === 'task_closed') approvalChanged(client)
    } finally {
      setBusy(null)
    }
  }

  return (
    <div className="decision" role="group" aria-label={t('approval.decision')}>
      <textarea
        ref={field}
        rows={2}
        className="field-control"
        aria-label={t('approval.comment')}
        aria-invalid={error !== '' || undefined}
        placeholder={t('approval.comment_hint')}
        value={comment}
        onChange={(event) => {
          setComment(event.target.value)
          setError('')
        }}
      />
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <div className="decision-buttons">
        <Button look="danger" icon="x" data-decision="reject" busy={busy === 'reject'} disabled={busy !== null} title={keys ? 'R' : undefined} onClick={() => void decide('reject')}>
          {t('approval.reject')}
        </Button>
        <Button look="primary" icon="check" data-decision="approve" busy={busy === 'approve'} disabled={busy !== null} title={keys ? 'A' : undefined} onClick={() => void decide('approve')}>
          {t('approval.approve')}
        </Button>
      </div>
    </div>
  )
}

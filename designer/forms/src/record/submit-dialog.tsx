import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { submitRecord } from '@api/approvals'
import { asApiError } from '@api/errors'
import type { RecordApproval } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Dialog } from '@ui/dialog'
import { toast } from '@ui/toast'
import { approvalChanged } from '../queries'

/** Sends a record into its approval, with a word to the approvers if wanted. */
export function SubmitDialog({ object, id, approval, onClose }: { object: string; id: string; approval: RecordApproval; onClose: () => void }) {
  const t = useT()
  const client = useQueryClient()
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')

  const submit = async () => {
    setBusy(true)
    try {
      await submitRecord(object, id, approval.flow, comment.trim() || undefined)
      toast('success', t('approval.submitted'))
      approvalChanged(client)
      onClose()
    } catch (failure) {
      setError(asApiError(failure).problems[0]?.message || asApiError(failure).message || t('error.action'))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={t('approval.submit_title', { flow: approval.label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" icon="send" busy={busy} onClick={() => void submit()}>
            {t('approval.submit')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('approval.submit_text')}</p>
      <label className="form-label dialog-label" htmlFor="submit-comment">
        {t('approval.comment_optional')}
      </label>
      <textarea id="submit-comment" className="field-control" rows={3} value={comment} onChange={(event) => setComment(event.target.value)} />
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}

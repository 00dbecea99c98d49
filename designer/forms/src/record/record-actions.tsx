import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { withdrawInstance } from '@api/approvals'
import { asApiError } from '@api/errors'
import { deleteRecord } from '@api/records'
import type { NamedDocument, ObjectMeta, RecordData } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { confirm } from '@ui/confirm'
import { Icon } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import { Menu, type MenuEntry } from '@ui/menu'
import { toast } from '@ui/toast'
import { useCompact } from '@ui/use-compact'
import { titleOf } from '../field-view'
import { DECLINED, withWarnings } from '../form/with-warnings'
import { approvalChanged, recordChanged } from '../queries'
import { SubmitDialog } from './submit-dialog'

const PrintDrawer = lazy(async () => ({ default: (await import('./print-drawer')).PrintDrawer }))

/** What may be done with a record: only what the rights of this reader on this record allow. */
export function RecordActions({ meta, record }: { meta: ObjectMeta; record: RecordData }) {
  const t = useT()
  const navigate = useNavigate()
  const compact = useCompact()
  const client = useQueryClient()
  const [print, setPrint] = useState<NamedDocument | null>(null)
  const [submitting, setSubmitting] = useState(false)
  const rights = record.rights ?? { update: meta.rights.update, delete: meta.rights.delete, print: meta.rights.print }
  const approval = record.approval
  const prints = rights.print ? meta.prints : []

  const remove = async () => {
    const name = titleOf(meta.fields, meta.title_field, record)
    if (!(await confirm({ title: t('record.delete_title', { name }), text: t('record.delete_text'), yes: t('action.delete'), danger: true }))) return
    try {
      await withWarnings((confirmed) => deleteRecord(meta.name, record.id, record.revision, confirmed), t('action.delete'))
      recordChanged(client, meta.name, record.id)
      toast('success', t('record.deleted'))
      void navigate({ to: '/o/$object', params: { object: meta.name }, replace: true })
    } catch (error) {
      if (asApiError(error).code === DECLINED) return
      toast('danger', asApiError(error).problems[0]?.message || asApiError(error).message || t('error.action'))
      if (asApiError(error).status === 412) recordChanged(client, meta.name, record.id)
    }
  }

  const withdraw = async () => {
    if (!approval?.instance || !(await confirm({ title: t('approval.withdraw_title'), text: t('approval.withdraw_text'), yes: t('approval.withdraw') }))) return
    try {
      await withdrawInstance(approval.instance)
      toast('success', t('approval.withdrawn_done'))
    } catch (error) {
      toast('danger', asApiError(error).message || t('error.action'))
    }
    approvalChanged(client)
  }

  const more: MenuEntry[] = [
    ...(compact ? prints.map((one): MenuEntry => ({ key: one.name, icon: 'printer', label: one.label, onSelect: () => setPrint(one) })) : []),
    ...(compact && approval?.can_withdraw ? [{ key: 'withdraw', icon: 'undo', label: t('approval.withdraw'), onSelect: () => void withdraw() } satisfies MenuEntry] : []),
    ...(rights.delete ? [{ key: 'delete', icon: 'trash', danger: true, label: t('action.delete'), onSelect: () => void remove() } satisfies MenuEntry] : []),
  ]

  return (
    <div className="record-actions">
      {!compact && approval?.can_withdraw && (
        <Button icon="undo" onClick={() => void withdraw()}>
          {t('approval.withdraw')}
        </Button>
      )}
      {!compact && prints.length === 1 && prints[0] && (
        <Button icon="printer" onClick={() => setPrint(prints[0] ?? null)}>
          {t('record.print')}
        </Button>
      )}
      {!compact && prints.length > 1 && (
        <Menu
          label={t('record.print')}
          entries={prints.map((one) => ({ key: one.name, label: one.label, icon: 'file-text', onSelect: () => setPrint(one) }))}
          trigger={(props) => (
            <Button {...props} icon="printer">
              {t('record.print')}
            </Button>
          )}
        />
      )}
      {rights.update && (
        <Link to="/o/$object/$id/edit" params={{ object: meta.name, id: record.id }} className="button button-plain">
          <Icon name="pencil" />
          <span>{t('action.edit')}</span>
        </Link>
      )}
      {approval?.can_submit && (
        <Button look="primary" icon="send" onClick={() => setSubmitting(true)}>
          {t('approval.submit')}
        </Button>
      )}
      {more.length > 0 && <Menu label={t('action.more')} entries={more} trigger={(props) => <IconButton {...props} icon="more" label={t('action.more')} />} />}
      {submitting && approval && <SubmitDialog object={meta.name} id={record.id} approval={approval} onClose={() => setSubmitting(false)} />}
      {print && (
        <Suspense fallback={null}>
          <PrintDrawer template={print} id={record.id} onClose={() => setPrint(null)} />
        </Suspense>
      )}
    </div>
  )
}

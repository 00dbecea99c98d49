import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { asApiError } from '@api/errors'
import { fetchRecord } from '@api/records'
import type { Named, ObjectMeta, RecordData } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { IconButton } from '@ui/icon-button'
import { MessagePanel } from '@ui/message-panel'
import { toast } from '@ui/toast'
import { titleOf } from '../field-view'
import { useLiveRules } from '../live/use-live-rules'
import { ConflictBar } from './conflict-bar'
import { ErrorSummary } from './error-summary'
import { FormSections } from './form-sections'
import { FormStore } from './form-store'
import { startValues } from './start-values'
import { useCompute } from './use-compute'
import { UnsavedMark } from './unsaved-mark'
import { FormContext } from './use-form'
import { useSave } from './use-save'
import { useUnsaved } from './use-unsaved'
import './form-page.css'

interface Props {
  meta: ObjectMeta
  record: RecordData | null
  preset?: Record<string, Named> | undefined
}

export function FormEditor({ meta: latest, record, preset }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const router = useRouter()
  // The form keeps the document it began with, also when a newer one is published or the language changes meanwhile.
  const [store] = useState(() => new FormStore(latest, startValues(latest.fields, record, preset)))
  const [base, setBase] = useState(record)
  const leaving = useRef(false)
  const { meta } = store
  const live = useLiveRules(store)
  const { busy, conflict, save, forget } = useSave(store, base, live, (saved) => {
    leaving.current = true
    void navigate({ to: '/o/$object/$id', params: { object: meta.name, id: saved.id }, replace: true })
  })
  useUnsaved(store, leaving)
  useCompute(store)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.isComposing || document.querySelector('dialog[open]')) return
      if (event.key !== 's' && event.key !== 'Enter') return
      event.preventDefault()
      // An amount that is still being typed is settled when its input loses the focus.
      const focused = document.activeElement as HTMLElement | null
      focused?.blur()
      void save()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  const allowed = record ? (record.rights?.update ?? meta.rights.update) : meta.rights.create
  if (!allowed) return <MessagePanel page icon="alert" title={t('error.forbidden')} text={record ? t('form.not_editable') : t('form.not_creatable')} />

  const back = () => {
    if (router.history.canGoBack()) router.history.back()
    else void navigate({ to: '/o/$object', params: { object: meta.name } })
  }
  const reload = async () => {
    if (!base) return
    try {
      const fresh = await fetchRecord(meta.name, base.id)
      store.load(fresh)
      setBase(fresh)
      forget()
    } catch (error) {
      toast('danger', asApiError(error).message || t('error.load'))
    }
  }
  const title = record ? t('form.edit', { name: titleOf(meta.fields, meta.title_field, record) }) : t('form.new', { object: meta.label })

  return (
    <FormContext value={store}>
      <form
        className="form-page"
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <header className="form-head">
          <IconButton icon="arrow-left" label={t('action.back')} onClick={back} />
          <h1 className="truncate">{title}</h1>
          <UnsavedMark store={store} />
          <div className="form-buttons">
            <Button onClick={back}>{t('action.cancel')}</Button>
            <Button look="primary" busy={busy} title="Ctrl+S" onClick={() => void save()}>
              {t('action.save')}
            </Button>
          </div>
        </header>
        <div className="form-content">
          {conflict && <ConflictBar busy={busy} onReload={() => void reload()} onKeep={() => void save(conflict.revision)} />}
          <ErrorSummary store={store} />
          <FormSections meta={meta} sections={meta.form.sections} />
        </div>
      </form>
    </FormContext>
  )
}

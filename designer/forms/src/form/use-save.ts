import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newId } from '@api/client'
import { ApiError, asApiError, UNREACHABLE } from '@api/errors'
import { createRecord, updateRecord } from '@api/records'
import type { RecordData } from '@api/types'
import { t } from '@i18n/language'
import { toast } from '@ui/toast'
import { recordChanged } from '../queries'
import { jumpTo } from './error-summary'
import type { LiveRules } from '../live/live-rules'
import { RULE_CODES, type FormStore } from './form-store'
import { DECLINED, withWarnings } from './with-warnings'

interface Saving {
  busy: boolean
  /** The record as somebody else left it, while the person has not decided yet. */
  conflict: RecordData | null
  save: (revision?: number) => Promise<void>
  forget: () => void
}

/** Sends the form. Whatever fails, everything that was typed stays. */
export function useSave(store: FormStore, record: RecordData | null, live: { current: LiveRules | null }, done: (saved: RecordData) => void): Saving {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [conflict, setConflict] = useState<RecordData | null>(null)
  // One key per attempt that the server has not answered: a lost answer and a second click cannot create two records.
  const key = useRef(newId())
  const running = useRef(false)

  const send = (revision: number | undefined): Promise<RecordData> =>
    withWarnings((confirmed) => {
      // Another question to the server than the one before the warning.
      if (confirmed.length > 0) key.current = newId()
      if (!record) return createRecord(store.meta.name, store.createBody(), key.current, confirmed)
      return updateRecord(store.meta.name, record.id, revision ?? record.revision, store.changes(), confirmed)
    })

  /** What the browser knows to be wrong need not go to the server. */
  const refused = (): boolean => {
    const broken = live.current?.broken().filter(({ rule }) => rule.severity === 'error') ?? []
    for (const path of new Set(broken.map((one) => one.path || '/'))) {
      const here = broken.filter((one) => (one.path || '/') === path)
      store.setBroken(path, here.map(({ rule }) => ({ code: RULE_CODES.error, path, message: rule.message ?? rule.name, params: { rule: rule.name } })))
    }
    if (broken.length === 0 && !store.isHeld()) return false
    requestAnimationFrame(() => jumpTo(store.allProblems()[0]?.path ?? ''))
    return true
  }

  const failed = (error: ApiError) => {
    if (error.code !== UNREACHABLE) key.current = newId()
    if (error.code === DECLINED) return
    if (error.status === 412) {
      setConflict(error.current ?? record)
    } else if (error.problems.length > 0) {
      // A warning beside real problems is asked about when those are gone.
      store.setProblems(error.problems.filter((one) => one.code !== RULE_CODES.warning))
      requestAnimationFrame(() => jumpTo(store.allProblems()[0]?.path ?? ''))
    } else {
      toast('danger', error.code === UNREACHABLE ? t('form.save_unreachable') : error.message || t('form.save_failed'))
    }
  }

  const save = async (revision?: number) => {
    if (running.current || refused()) return
    running.current = true
    setBusy(true)
    try {
      const saved = await send(revision)
      setConflict(null)
      store.markSaved()
      recordChanged(client, store.meta.name, saved.id)
      toast('success', t('form.saved'))
      done(saved)
    } catch (error) {
      failed(asApiError(error))
    } finally {
      running.current = false
      setBusy(false)
    }
  }

  return { busy, conflict, save, forget: () => setConflict(null) }
}

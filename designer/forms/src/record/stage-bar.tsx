import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiError } from '@api/errors'
import { updateRecord } from '@api/records'
import type { FieldMeta, ObjectMeta, RecordData } from '@api/types'
import { formatAgo } from '@i18n/format'
import { useT } from '@i18n/language'
import { nextStages } from '@kinds/stages'
import { asKeys, asText, optionsOf } from '@kinds/values'
import { Icon } from '@ui/icon'
import { toast } from '@ui/toast'
import { DECLINED, withWarnings } from '../form/with-warnings'
import { recordChanged } from '../queries'
import './stage-bar.css'

/** The way of a record through its stages: what is behind it, where it stands and since when, and where a click may take it. */
export function StageBar({ meta, record, field }: { meta: ObjectMeta; record: RecordData; field: FieldMeta }) {
  const t = useT()
  const client = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const [now] = asKeys(record[field.name])
  const stages = optionsOf(field)
  const place = stages.findIndex((stage) => stage.value === now)
  const category = field.options.stages?.find((stage) => stage.value === now)?.category ?? 'open'
  const movable = field.writable && (record.rights?.update ?? meta.rights.update)
  const open = new Set(movable ? nextStages(field, now).map((stage) => stage.value) : [])
  const since = asText(record[`${field.name}_since`])

  const go = async (stage: string) => {
    setBusy(stage)
    try {
      await withWarnings((confirmed) => updateRecord(meta.name, record.id, record.revision, { [field.name]: stage }, confirmed))
    } catch (error) {
      const failure = asApiError(error)
      const reasons = failure.problems.map((one) => one.message).join(' ')
      if (failure.code !== DECLINED) toast('danger', reasons || failure.message || t('error.action'))
    } finally {
      setBusy(null)
      recordChanged(client, meta.name, record.id)
    }
  }

  return (
    <div className="stage-bar" data-testid={`stage-${field.name}`}>
      <ol aria-label={field.label} className={`stage-steps stage-${category}`}>
        {stages.map((stage, index) => {
          const current = stage.value === now
          const state = current ? 'stage-now' : category === 'open' && index < place ? 'stage-behind' : ''
          return (
            <li key={stage.value} className={state} aria-current={current ? 'step' : undefined}>
              <button type="button" disabled={current || !open.has(stage.value) || busy !== null} aria-busy={busy === stage.value || undefined} title={stage.label} onClick={() => void go(stage.value)}>
                {state === 'stage-behind' && <Icon name="check" size={13} />}
                <span className="truncate">{stage.label}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {since !== '' && <span className="muted stage-since">{t('stage.since', { ago: formatAgo(since) })}</span>}
    </div>
  )
}

import type { FieldMeta, HistoryChange, ObjectMeta } from '@api/types'
import { formatAgo, formatDateTime } from '@i18n/format'
import { t as say, useT, type MessageKey } from '@i18n/language'
import { isEmpty } from '@kinds/field-kind'
import { Avatar } from '@ui/avatar'
import { Skeleton } from '@ui/skeleton'
import { textOf } from '../field-view'
import { LoadError } from '../load-error'
import { useHistory } from '../queries'

const ACTIONS: Record<string, MessageKey> = { create: 'history.create', update: 'history.update', delete: 'history.delete', approval: 'history.approval' }

const MAX_TEXT = 60

function shown(field: FieldMeta | undefined, value: HistoryChange['old']): string {
  const text = isEmpty(value) ? '' : textOf(field, value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}

/** What happened to the rows of a sub-table, in numbers. */
function rowsText(rows: NonNullable<HistoryChange['rows']>): string {
  const parts: [MessageKey, number | undefined][] = [
    ['history.rows_added', rows.added],
    ['history.rows_changed', rows.changed],
    ['history.rows_removed', rows.removed],
  ]
  return parts.flatMap(([key, n]) => (n ? [say(key, { n })] : [])).join(say('history.rows_join'))
}

/** Who changed what and when. */
export function HistoryPanel({ object, id, meta }: { object: string; id: string; meta: ObjectMeta }) {
  const t = useT()
  const { data, error, refetch } = useHistory(object, id, true)
  if (error) return <LoadError error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton rows={5} />
  if (data.length === 0) return <p className="muted">{t('history.none')}</p>
  return (
    <ol className="history">
      {data.map((entry, index) => (
        <li key={index}>
          <div className="history-head">
            <Avatar name={entry.by?.label ?? '·'} size={24} />
            <span>
              <strong>{entry.by?.label ?? t('history.system')}</strong> {t(ACTIONS[entry.action] ?? 'history.update')}
            </span>
            <time className="muted" dateTime={entry.at} title={formatDateTime(entry.at)}>
              {formatAgo(entry.at)}
            </time>
          </div>
          {entry.action !== 'create' && entry.changes.length > 0 && (
            <ul className="history-changes">
              {entry.changes.map((change) => {
                const field = meta.fields.find((one) => one.name === change.field)
                return (
                  <li key={change.field}>
                    <span className="muted">{change.label}</span>
                    {!isEmpty(change.old) && <del>{shown(field, change.old)}</del>}
                    <ins>{change.rows ? rowsText(change.rows) : shown(field, change.new) || t('history.cleared')}</ins>
                  </li>
                )
              })}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

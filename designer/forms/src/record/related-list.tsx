import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RelatedList as Related } from '@api/types'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { Skeleton } from '@ui/skeleton'
import { textOf, viewValue } from '../field-view'
import { LoadError } from '../load-error'
import { useObject, useRecords } from '../queries'

const LIMIT = 20

/** Records of another object that refer to this one. */
export function RelatedList({ list, id, label }: { list: Related; id: string; label: string }) {
  const t = useT()
  const navigate = useNavigate()
  const meta = useObject(list.object)
  const title = meta.data?.title_field
  const query = useMemo(
    () => ({ filter: { field: list.field, op: 'eq', value: id }, fields: [...new Set([...list.columns, ...(title ? [title] : [])])], limit: LIMIT }),
    [list, id, title],
  )
  const records = useRecords(list.object, query, meta.data !== undefined)
  const error = meta.error ?? records.error
  if (error) return <LoadError error={error} retry={() => void records.refetch()} />
  if (!meta.data || records.isPending) return <Skeleton rows={4} />
  const rows = records.data?.pages.flatMap((page) => page.data) ?? []
  const columns = list.columns.flatMap((name) => meta.data.fields.find((field) => field.name === name) ?? [])

  return (
    <section className="card record-panel" aria-label={list.label}>
      <header className="related-head">
        <h2 className="section-title">
          {list.label} <span className="muted">{records.data?.pages[0]?.count ?? rows.length}</span>
        </h2>
        {meta.data.rights.create && (
          <Link to="/o/$object/new" params={{ object: list.object }} search={{ from: `${list.field}~${id}~${label}` }} className="button button-plain button-small">
            <Icon name="plus" />
            <span>{t('list.new', { object: meta.data.label })}</span>
          </Link>
        )}
      </header>
      {rows.length === 0 ? (
        <p className="muted">{t('related.none')}</p>
      ) : (
        <div className="sub-table-scroll read-table">
          <table aria-label={list.label}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.name} scope="col" className={kindOf(column.type).align === 'end' ? 'cell-end' : ''}>
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={row.id}
                  className="related-row"
                  onClick={(event) => {
                    if (!(event.target as Element).closest('a, button')) void navigate({ to: '/o/$object/$id', params: { object: list.object, id: row.id } })
                  }}
                >
                  {columns.map((column, place) => (
                    <td key={column.name} className={kindOf(column.type).align === 'end' ? 'cell-end' : ''}>
                      {place === 0 ? (
                        <Link to="/o/$object/$id" params={{ object: list.object, id: row.id }}>
                          {textOf(column, row[column.name]) || t('record.untitled')}
                        </Link>
                      ) : (
                        viewValue(column, row[column.name])
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {records.hasNextPage && (
        <div className="related-more">
          <Button small busy={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
            {t('action.load_more')}
          </Button>
        </div>
      )}
    </section>
  )
}

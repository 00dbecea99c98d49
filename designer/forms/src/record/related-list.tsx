import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { FieldMeta, FieldValue, RelatedList as Related } from '@api/types'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { Skeleton } from '@ui/skeleton'
import { textOf, viewValue, withCurrencies } from '../field-view'
import { LoadError } from '../load-error'
import { useObject, useRecords } from '../queries'

const LIMIT = 20

/** The filter that finds the records whose field leads to this one. */
function leadsTo(field: FieldMeta | undefined, name: string, object: string, id: string): FieldValue & object {
  if (field?.type === 'many_to_many') return { field: name, op: 'contains_any', value: [id] }
  return { field: name, op: 'eq', value: field?.type === 'any_reference' ? { object, id } : id }
}

/** Records of another object that refer to this one or are linked to it. */
export function RelatedList({ list, object, id, label }: { list: Related; object: string; id: string; label: string }) {
  const t = useT()
  const navigate = useNavigate()
  const meta = useObject(list.object)
  const query = useMemo(() => {
    const fields = meta.data?.fields ?? []
    const columns = list.columns.flatMap((name) => fields.find((field) => field.name === name) ?? [])
    const title = meta.data ? [meta.data.title_field] : []
    const field = fields.find((one) => one.name === list.field)
    return { filter: leadsTo(field, list.field, object, id), fields: [...new Set([...withCurrencies(columns, fields), ...title])], limit: LIMIT }
  }, [list, object, id, meta.data])
  const records = useRecords(list.object, query, meta.data !== undefined)
  const error = meta.error ?? records.error
  if (error) return <LoadError error={error} retry={() => void records.refetch()} />
  if (!meta.data || records.isPending) return <Skeleton rows={4} />
  const rows = records.data?.pages.flatMap((page) => page.data) ?? []
  const columns = list.columns.flatMap((name) => meta.data.fields.find((field) => field.name === name) ?? [])
  const field = meta.data.fields.find((one) => one.name === list.field)

  return (
    <section className="card record-panel" aria-label={list.label}>
      <header className="related-head">
        <h2 className="section-title">
          {list.label} <span className="muted">{records.data?.pages[0]?.count ?? rows.length}</span>
        </h2>
        {meta.data.rights.create && (
          <Link to="/o/$object/new" params={{ object: list.object }} search={{ from: `${list.field}~${field?.type === 'any_reference' ? `${object}:${id}` : id}~${label}` }} className="button button-plain button-small">
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
                          {textOf(column, row[column.name], row) || t('record.untitled')}
                        </Link>
                      ) : (
                        viewValue(column, row[column.name], row)
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

import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { FieldMeta, RecordData } from '@api/types'
import { t } from '@i18n/language'
import { useWindow } from '@ui/use-window'
import { isEmpty } from '@kinds/field-kind'
import { textOf, viewValue } from '../field-view'
import type { Column } from './columns'
import './card-list.css'

interface Props {
  label: string
  columns: Column[]
  rows: RecordData[]
  title: FieldMeta | undefined
  hrefOf: (row: RecordData) => string
  hasMore: boolean
  onMore: () => void
}

const SHOWN = 4

/** Height of a card with its gap; the style sheet gives every card the same. */
const CARD = 110

/** The list on a phone: one card per record with its name, its state and the first few columns. */
export function CardList({ label, columns, rows, title, hrefOf, hasMore, onMore }: Props) {
  const scroll = useRef<HTMLDivElement>(null)
  const { visible, last } = useWindow(scroll, { count: rows.length, row: CARD })
  useEffect(() => {
    if (hasMore && last >= rows.length - 8) onMore()
  }, [hasMore, last, rows.length, onMore])

  const state = columns.find(({ field }) => field.type === 'select' || field.name === 'approval_state')?.field
  const rest = columns.filter(({ field }) => field !== title && field !== state)

  return (
    <div ref={scroll} className="card-list" data-testid="cards">
      <ul aria-label={label} style={{ height: rows.length * CARD }}>
        {visible.map((index) => {
          const row = rows[index]
          if (!row) return null
          return (
            <li key={row.id} style={{ transform: `translateY(${index * CARD}px)` }}>
              <Link to={hrefOf(row)} className="record-card">
                <span className="record-card-head">
                  <strong className="truncate">{(title && textOf(title, row[title.name])) || t('record.untitled')}</strong>
                  {state && viewValue(state, row[state.name])}
                </span>
                <span className="record-card-fields">
                  {rest
                    .filter(({ field }) => !isEmpty(row[field.name]))
                    .slice(0, SHOWN)
                    .map(({ field }) => (
                      <span key={field.name} className="truncate">
                        <span className="muted">{field.label}</span> {textOf(field, row[field.name])}
                      </span>
                    ))}
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { FieldMeta, RecordData } from '@api/types'
import { t, useLanguage } from '@i18n/language'
import { useWindow } from '@ui/use-window'
import { isEmpty } from '@kinds/field-kind'
import { computingMark, textOf, viewValue } from '../field-view'
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

/** Facts on a card and its height with the gap. Chinese labels are short enough for two facts side by side, English ones are not. */
const PAIRS = { shown: 4, height: 110, look: '' }
const LINES = { shown: 3, height: 134, look: 'record-card-lines' }

/** The list on a phone: one card per record with its name, its state and the first few columns. */
export function CardList({ label, columns, rows, title, hrefOf, hasMore, onMore }: Props) {
  const scroll = useRef<HTMLDivElement>(null)
  const { shown, height, look } = useLanguage() === 'zh-CN' ? PAIRS : LINES
  const { visible, last } = useWindow(scroll, { count: rows.length, row: height })
  useEffect(() => {
    if (hasMore && last >= rows.length - 8) onMore()
  }, [hasMore, last, rows.length, onMore])

  const state = columns.find(({ field }) => field.type === 'select' || field.name === 'approval_state')?.field
  const rest = columns.filter(({ field }) => field !== title && field !== state)

  return (
    <div ref={scroll} className="card-list" data-testid="cards">
      <ul aria-label={label} style={{ height: rows.length * height }}>
        {visible.map((index) => {
          const row = rows[index]
          if (!row) return null
          return (
            <li key={row.id} style={{ height, transform: `translateY(${index * height}px)` }}>
              <Link to={hrefOf(row)} className="record-card">
                <span className="record-card-head">
                  <strong className="truncate">{(title && textOf(title, row[title.name])) || t('record.untitled')}</strong>
                  {state && viewValue(state, row[state.name])}
                </span>
                <span className={`record-card-fields ${look}`}>
                  {rest
                    .filter(({ field }) => !isEmpty(row[field.name]))
                    .slice(0, shown)
                    .map(({ field }) => (
                      <span key={field.name}>
                        <span className="muted">
                          {field.label} {computingMark(field)}
                        </span> <span>{textOf(field, row[field.name], row)}</span>
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

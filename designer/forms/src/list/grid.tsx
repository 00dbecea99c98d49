import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { RecordData, Sort } from '@api/types'
import { useT } from '@i18n/language'
import { useWindow } from '@ui/use-window'
import { template, type Column } from './columns'
import { GridHeader } from './grid-header'
import { GridRow } from './grid-row'
import './grid.css'

const ROW = 41
const PAGE = 12

interface Props {
  label: string
  columns: Column[]
  rows: RecordData[]
  count: number | undefined
  titleField: string
  sort: Sort[]
  onSort: (field: string) => void
  onWidth: (field: string, width: number) => void
  hrefOf: (row: RecordData) => string
  onOpen: (row: RecordData) => void
  hasMore: boolean
  onMore: () => void
  loadingMore: boolean
}

/** The table of a list. Only the rows in sight exist; they hold text, no components with state. */
export function Grid(props: Props) {
  const { columns, rows, onMore, hasMore } = props
  const t = useT()
  const scroll = useRef<HTMLDivElement>(null)
  const [mark, setMark] = useState(-1)
  const { visible, last, reveal } = useWindow(scroll, { count: rows.length, row: ROW, header: ROW })

  useEffect(() => {
    if (hasMore && last >= rows.length - 15) onMore()
  }, [hasMore, last, rows.length, onMore])

  const move = (to: number) => {
    const next = Math.max(0, Math.min(to, rows.length - 1))
    setMark(next)
    reveal(next)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroll.current) return
    const row = rows[mark]
    if (event.key === 'ArrowDown') move(mark + 1)
    else if (event.key === 'ArrowUp') move(mark - 1)
    else if (event.key === 'PageDown') move(mark + PAGE)
    else if (event.key === 'PageUp') move(mark - PAGE)
    else if (event.key === 'Home') move(0)
    else if (event.key === 'End') move(rows.length - 1)
    else if (event.key === 'Enter' && row) props.onOpen(row)
    else return
    event.preventDefault()
  }

  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    // Links and file buttons act for themselves; a text selection is no click.
    if (target.closest('a, button') || String(window.getSelection()) !== '') return
    const index = Number(target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1)
    const row = rows[index]
    if (row) props.onOpen(row)
  }

  return (
    <div
      ref={scroll}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={(props.count ?? rows.length) + 1}
      aria-activedescendant={mark >= 0 ? `row-${rows[mark]?.id}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={(event) => event.target === scroll.current && mark < 0 && rows.length > 0 && setMark(0)}
      data-testid="grid"
    >
      <div className="grid-canvas" role="presentation" style={{ height: (rows.length + (props.loadingMore ? 2 : 1)) * ROW, ['--columns' as string]: template(columns) }}>
        <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} onWidth={props.onWidth} canvas={scroll} />
        <div role="rowgroup">
          {visible.map((index) => {
            const row = rows[index]
            return row ? (
              <GridRow key={row.id} row={row} index={index} top={(index + 1) * ROW} columns={columns} titleField={props.titleField} href={props.hrefOf(row)} marked={index === mark} />
            ) : null
          })}
        </div>
        {props.loadingMore && (
          <p className="grid-more" role="status">
            {t('list.loading_more')}
          </p>
        )}
      </div>
    </div>
  )
}

import { useRef, type PointerEvent, type RefObject } from 'react'
import type { Sort } from '@api/types'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { Icon } from '@ui/icon'
import { computingMark } from '../field-view'
import { MIN_WIDTH, template, type Column } from './columns'

interface Props {
  columns: Column[]
  sort: Sort[]
  onSort: (field: string) => void
  onWidth: (field: string, width: number) => void
  /** Holds the column template while a border is dragged, so that no row is rendered again. */
  canvas: RefObject<HTMLElement | null>
}

const UNSORTABLE = new Set(['children', 'file', 'multi_select', 'long_text'])

export function GridHeader({ columns, sort, onSort, onWidth, canvas }: Props) {
  const t = useT()
  const drag = useRef<{ field: string; start: number; width: number; now: number } | null>(null)

  const begin = (event: PointerEvent<HTMLElement>, field: string) => {
    const cell = event.currentTarget.parentElement
    if (!cell) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { field, start: event.clientX, width: cell.offsetWidth, now: cell.offsetWidth }
  }

  const move = (event: PointerEvent) => {
    const active = drag.current
    if (!active) return
    active.now = Math.max(MIN_WIDTH, Math.round(active.width + event.clientX - active.start))
    const next = columns.map((one) => (one.field.name === active.field ? { ...one, width: active.now, flexible: false } : one))
    canvas.current?.querySelector<HTMLElement>('.grid-canvas')?.style.setProperty('--columns', template(next))
  }

  const end = () => {
    const active = drag.current
    drag.current = null
    if (active && active.now !== active.width) onWidth(active.field, active.now)
  }

  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-head-row">
        {columns.map(({ field, width }) => {
          const active = sort[0]?.field === field.name ? sort[0].direction : null
          const sortable = field.sortable ?? !UNSORTABLE.has(field.type)
          return (
            <div
              key={field.name}
              role="columnheader"
              aria-sort={active === 'asc' ? 'ascending' : active === 'desc' ? 'descending' : 'none'}
              className={`grid-head-cell ${kindOf(field.type).align === 'end' ? 'grid-end' : ''}`}
            >
              <button type="button" className="grid-sort" disabled={!sortable} onClick={() => onSort(field.name)} title={field.help || field.label}>
                <span className="truncate">{field.label}</span>
                {computingMark(field)}
                {active && <Icon name={active === 'asc' ? 'arrow-up' : 'arrow-down'} size={13} />}
              </button>
              <span
                role="separator"
                aria-orientation="vertical"
                aria-label={`${t('list.resize')} ${field.label}`}
                aria-valuenow={width}
                className="grid-resize"
                onPointerDown={(event) => begin(event, field.name)}
                onPointerMove={move}
                onPointerUp={end}
                onPointerCancel={end}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { RecordData } from '@api/types'
import { t } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { textOf, viewValue } from '../field-view'
import type { Column } from './columns'

interface Props {
  row: RecordData
  index: number
  top: number
  columns: Column[]
  titleField: string
  href: string
  marked: boolean
}

export const GridRow = memo(function GridRow({ row, index, top, columns, titleField, href, marked }: Props) {
  return (
    <div
      id={`row-${row.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={marked}
      data-row={index}
      className="grid-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map(({ field }) => {
        const value = row[field.name]
        const align = kindOf(field.type).align === 'end' ? 'grid-end' : ''
        return (
          <div key={field.name} role="gridcell" className={`grid-cell ${align}`} title={textOf(field, value, row)}>
            {field.name === titleField ? (
              <Link to={href} tabIndex={-1} className="grid-title">
                {textOf(field, value, row) || t('record.untitled')}
              </Link>
            ) : (
              viewValue(field, value, row)
            )}
          </div>
        )
      })}
    </div>
  )
})

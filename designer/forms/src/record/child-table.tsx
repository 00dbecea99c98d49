import type { ChildMeta, FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { useCompact } from '@ui/use-compact'
import { viewValue } from '../field-view'
import { childColumns, type Row } from '../form/rows'
import { SubTableTotals } from '../form/sub-table-totals'
import '../form/sub-table.css'

interface Props {
  field: FieldMeta
  child: ChildMeta | undefined
  columns: string[] | undefined
  rows: Row[]
}

const WRAPS = new Set(['text', 'long_text', 'reference', 'multi_select', 'file'])

/** The rows of a sub-table for reading; cards on a phone. */
export function ChildTable({ field, child, columns: chosen, rows }: Props) {
  const t = useT()
  const compact = useCompact()
  const columns = childColumns(child?.fields ?? [], chosen, field.options.field)
  if (rows.length === 0) return <p className="muted">{t('children.none')}</p>
  if (compact) {
    return (
      <ol className="sub-cards">
        {rows.map((row, index) => (
          <li key={row.key} className="sub-card read-card">
            {columns.map((column, place) => (
              <div key={column.name} className={place === 0 ? 'read-card-title' : ''}>
                <span className="muted">{place === 0 ? `${index + 1}.` : column.label}</span>
                <span>{viewValue(column, row.values[column.name], row.values)}</span>
              </div>
            ))}
          </li>
        ))}
      </ol>
    )
  }
  return (
    // Focusable, so that a wide table can be scrolled by keys.
    <div className="sub-table-scroll read-table" tabIndex={0}>
      <table aria-label={field.label}>
        <thead>
          <tr>
            <th scope="col">#</th>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={kindOf(column.type).align === 'end' ? 'cell-end' : ''}>
                {column.label}
              </th>
            ))}
            <th aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <td className="cell-number">{index + 1}</td>
              {columns.map((column) => (
                <td key={column.name} className={kindOf(column.type).align === 'end' ? 'cell-end' : WRAPS.has(column.type) ? 'cell-text' : ''}>
                  {viewValue(column, row.values[column.name], row.values)}
                </td>
              ))}
              <td aria-hidden="true" />
            </tr>
          ))}
        </tbody>
        <SubTableTotals columns={columns} rows={rows} />
      </table>
    </div>
  )
}

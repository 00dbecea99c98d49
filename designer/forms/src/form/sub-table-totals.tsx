import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { sumDecimals } from '@kinds/decimals'
import { kindOf } from '@kinds/fields/registry'
import { asText } from '@kinds/values'
import type { Row } from './rows'

/** Amounts add up; a price per piece does not. Where money is computed, only the computed columns are amounts. */
export function totalColumns(columns: readonly FieldMeta[]): Set<string> {
  const computed = columns.some((column) => column.type === 'money' && column.computed)
  const adding = columns.filter((column) => kindOf(column.type).adds && (column.type !== 'money' || column.computed || !computed))
  return new Set(adding.map((column) => column.name))
}

export function SubTableTotals({ columns, rows }: { columns: FieldMeta[]; rows: readonly Row[] }) {
  const t = useT()
  const adding = totalColumns(columns)
  if (adding.size === 0 || rows.length === 0) return null
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('children.total')}</th>
        {columns.map((column) => (
          <td key={column.name} className="cell-end">
            {adding.has(column.name) && kindOf(column.type).text(sumDecimals(rows.map((row) => asText(row.values[column.name]))), column)}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
}

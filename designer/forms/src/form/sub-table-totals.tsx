import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { sumDecimals } from '@kinds/decimals'
import { kindOf } from '@kinds/fields/registry'
import { asText } from '@kinds/values'
import { currencyField, textOf } from '../field-view'
import type { Row } from './rows'

/** Amounts add up; a price per piece does not. Where money is computed, only the computed columns are amounts. */
export function totalColumns(columns: readonly FieldMeta[]): Set<string> {
  const computed = columns.some((column) => column.type === 'money' && column.computed)
  const adding = columns.filter((column) => kindOf(column.type).adds && (column.type !== 'money' || column.computed || !computed))
  return new Set(adding.map((column) => column.name))
}

/** The total of a column. What is in several currencies is no one sum: each has its own, in the order in which they come. */
export function totalText(column: FieldMeta, rows: readonly Row[]): string {
  const sum = (of: readonly Row[]) => sumDecimals(of.map((row) => asText(row.values[column.name])))
  if (!column.options.currencies) return kindOf(column.type).text(sum(rows), column)
  const currency = currencyField(column)
  const filled = rows.filter((row) => asText(row.values[column.name]) !== '')
  const groups = [...new Set(filled.map((row) => asText(row.values[currency])))]
  return groups
    .map((code) => textOf(column, sum(filled.filter((row) => asText(row.values[currency]) === code)), { [currency]: code }))
    .join(' + ')
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
            {adding.has(column.name) && totalText(column, rows)}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
}

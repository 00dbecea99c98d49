import type { FieldMeta } from '@api/types'
import { t } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import type { Row } from './rows'

/** Splits what spreadsheets put on the clipboard: tabs between cells, lines between rows, quotes around cells that hold either. */
export function parseTable(text: string): string[][] {
  const table: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/\r\n?/g, '\n')
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index]
    if (quoted) {
      if (char === '"' && source[index + 1] === '"') {
        cell += '"'
        index += 1
      } else if (char === '"') quoted = false
      else cell += char
    } else if (char === '"' && cell === '') quoted = true
    else if (char === '\t' || char === '\n') {
      row.push(cell)
      cell = ''
      if (char === '\n') {
        table.push(row)
        row = []
      }
    } else cell += char
  }
  if (cell !== '' || row.length > 0) table.push([...row, cell])
  return table
}

export interface Pasted {
  rows: Row[]
  cells: number
  /** Cells whose text could not be read as the column's type; they stay as they were. */
  failures: { row: number; column: string; text: string }[]
}

/** Lays a table over the rows from one cell on, adds rows as needed, and reads each cell as its column's type. */
export async function pasteTable(rows: readonly Row[], columns: readonly FieldMeta[], at: { row: number; column: number }, table: string[][], newRow: () => Row, maxRows: number): Promise<Pasted> {
  const result = rows.map((row) => ({ ...row, values: { ...row.values } }))
  const failures: Pasted['failures'] = []
  let cells = 0
  for (const [down, line] of table.entries()) {
    const place = at.row + down
    if (place >= maxRows) break
    const row = result[place] ?? newRow()
    result[place] = row
    for (const [right, text] of line.entries()) {
      const field = columns[at.column + right]
      if (!field || !field.writable || field.computed || field.read_only) continue
      const kind = kindOf(field.type)
      const value = text.trim() === '' ? null : kind.parse ? kind.parse(text, field) : await kind.lookup?.(text.trim(), field).catch(() => undefined)
      if (value === undefined) failures.push({ row: place, column: field.name, text: text.trim() })
      else {
        row.values[field.name] = value
        cells += 1
      }
    }
  }
  return { rows: result, cells, failures }
}

/** The problems that mark the cells of a paste. */
export function pasteProblems(field: string, failures: Pasted['failures']) {
  return failures.map((one) => ({ code: 'type_mismatch', path: `/${field}/${one.row}/${one.column}`, message: t('children.unread', { text: one.text }) }))
}

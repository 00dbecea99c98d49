import { useRef } from 'react'
import type { FieldMeta, FieldValue } from '@api/types'
import { kindOf } from '@kinds/fields/registry'
import { viewValue } from '../field-view'

interface Props {
  column: FieldMeta
  object: string
  value: FieldValue
  /** The other values of its row. */
  beside: { [name: string]: FieldValue }
  path: string
  label: string
  error: string
  /** The record says that the cell is not to be changed, or not even to be seen. */
  closed: boolean
  hidden: boolean
  active: boolean
  onActivate: () => void
  onChange: (value: FieldValue) => void
  onProblem: (message: string) => void
}

/** A switch, stars and files are already what one clicks on. */
const ALWAYS = new Set(['boolean', 'rating', 'file', 'image', 'signature'])

export function SubTableCell({ column, object, value, beside, path, label, error, closed, hidden, active, onActivate, onChange, onProblem }: Props) {
  const cell = useRef<HTMLTableCellElement>(null)
  const kind = kindOf(column.type)
  const editable = column.writable && !column.computed && !column.read_only && !closed && column.type !== 'auto_number'
  const align = kind.align === 'end' ? 'cell-end' : ''
  const Input = kind.input
  const always = ALWAYS.has(column.type)
  return (
    <td
      ref={cell}
      data-path={path}
      title={error || undefined}
      className={`${align} ${error ? 'cell-invalid' : ''} ${editable ? '' : 'cell-fixed'}`}
      onClick={(event) => {
        // The press put an input under the pointer; lists should open with the same click.
        if (event.target === cell.current) cell.current.querySelector<HTMLElement>('.picker-face')?.click()
      }}
    >
      {editable && (active || always) ? (
        <Input field={{ ...column, label }} object={object} value={value} onChange={onChange} onProblem={onProblem} invalid={error !== ''} autoFocus={active} />
      ) : editable ? (
        <div className="cell-face" tabIndex={0} role="textbox" aria-label={label} aria-invalid={error ? true : undefined} onFocus={onActivate}>
          {viewValue(column, value, beside)}
        </div>
      ) : (
        <div className="cell-face">{hidden ? '' : viewValue(column, value, beside)}</div>
      )}
    </td>
  )
}

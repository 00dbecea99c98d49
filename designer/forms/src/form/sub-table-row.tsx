import { memo, useSyncExternalStore } from 'react'
import type { FieldMeta } from '@api/types'
import { t } from '@i18n/language'
import { IconButton } from '@ui/icon-button'
import { cellPlace, type FieldState } from './field-state'
import type { Row } from './rows'
import type { ActiveCell } from './sub-table'
import { SubTableCell } from './sub-table-cell'
import { useForm } from './use-form'

interface Props {
  field: FieldMeta
  row: Row
  index: number
  columns: FieldMeta[]
  active: string | null
  onActivate: (cell: ActiveCell) => void
  onDuplicate: (row: Row) => void
  onRemove: (row: Row) => void
}

const OPEN = 'o'
const HIDDEN = 'h'
/** What a cell's condition comes to, in one letter, so that a row compares its cells as one text. */
const closedAs = (state: FieldState) => (state.visible ? (state.readOnly ? 'r' : OPEN) : HIDDEN)

/** A row renders again when it, its problems or its active cell change; not when a neighbour is typed in. */
export const SubTableRow = memo(
  function SubTableRow({ field, row, index, columns, active, onActivate, onDuplicate, onRemove }: Props) {
    const store = useForm()
    const messages = useSyncExternalStore(
      (listener) => store.subscribe(field.name, listener),
      () => columns.map((column) => store.problemAt(`/${field.name}/${index}/${column.name}`)?.message ?? '').join('\n'),
    ).split('\n')
    const closed = useSyncExternalStore(
      (listener) => store.subscribe(field.name, listener),
      () => columns.map((column) => closedAs(store.stateOf(cellPlace(field.name, row.key, column.name)))).join(''),
    )
    return (
      <tr>
        <td className="cell-number">{index + 1}</td>
        {columns.map((column, place) => (
          <SubTableCell
            key={column.name}
            column={column}
            object={field.options.object ?? ''}
            value={row.values[column.name]}
            beside={row.values}
            path={`/${field.name}/${index}/${column.name}`}
            label={`${column.label} ${index + 1}`}
            error={messages[place] ?? ''}
            closed={closed[place] !== OPEN}
            hidden={closed[place] === HIDDEN}
            active={active === column.name}
            onActivate={() => onActivate({ key: row.key, column: column.name })}
            onChange={(value) => store.setCell(field.name, row.key, column.name, value)}
            onProblem={(message) => store.hold(`/${field.name}/${index}/${column.name}`, message)}
          />
        ))}
        <td className="cell-actions">
          <IconButton icon="copy" size={15} tabIndex={-1} label={`${t('children.duplicate')} ${index + 1}`} onClick={() => onDuplicate(row)} />
          <IconButton icon="trash" size={15} tabIndex={-1} label={`${t('action.delete')} ${index + 1}`} onClick={() => onRemove(row)} />
        </td>
      </tr>
    )
  },
  // The handlers close over the current rows and change with every render; they are compared by what they act on.
  (before, after) => before.row === after.row && before.index === after.index && before.active === after.active && before.columns.length === after.columns.length,
)

import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { IconButton } from '@ui/icon-button'
import { viewValue } from '../field-view'
import { FieldFrame } from './field-frame'
import { cellPlace } from './field-state'
import type { Row } from './rows'
import { totalColumns, totalText } from './sub-table-totals'
import { useForm, useVersion } from './use-form'

interface Props {
  field: FieldMeta
  columns: FieldMeta[]
  rows: readonly Row[]
  editable: boolean
  onDuplicate: (row: Row) => void
  onRemove: (row: Row) => void
}

/** The rows on a phone: one small form per row. */
export function SubTableCards({ field, columns, rows, editable, onDuplicate, onRemove }: Props) {
  const t = useT()
  const store = useForm()
  // Problems of the rows arrive without a change of the rows.
  useVersion(store)
  const adding = totalColumns(columns)
  return (
    <>
      <ol className="sub-cards">
        {rows.map((row, index) => (
          <li key={row.key} className="sub-card">
            <header>
              <strong>{t('children.row', { n: index + 1 })}</strong>
              {editable && (
                <>
                  <IconButton icon="copy" size={16} label={`${t('children.duplicate')} ${index + 1}`} onClick={() => onDuplicate(row)} />
                  <IconButton icon="trash" size={16} label={`${t('action.delete')} ${index + 1}`} onClick={() => onRemove(row)} />
                </>
              )}
            </header>
            <div className="form-grid">
              {columns.map((column) => {
                const path = `/${field.name}/${index}/${column.name}`
                const id = `${field.name}-${row.key}-${column.name}`
                const problem = store.problemAt(path)
                const Input = kindOf(column.type).input
                const state = store.stateOf(cellPlace(field.name, row.key, column.name))
                const open = editable && column.writable && !column.computed && !column.read_only && !state.readOnly
                if (!state.visible) return null
                return (
                  <div key={column.name} data-path={path}>
                    <FieldFrame field={column} id={id} error={problem?.message} editable={open} required={column.required || state.required}>
                      {open ? (
                        <Input
                          field={column}
                          object={field.options.object ?? ''}
                          id={id}
                          value={row.values[column.name]}
                          invalid={problem !== undefined}
                          onChange={(value) => store.setCell(field.name, row.key, column.name, value)}
                          onProblem={(message) => store.hold(path, message)}
                        />
                      ) : (
                        <output id={id} className="form-output">
                          {viewValue(column, row.values[column.name], row.values)}
                        </output>
                      )}
                    </FieldFrame>
                  </div>
                )
              })}
            </div>
          </li>
        ))}
      </ol>
      {rows.length > 0 && adding.size > 0 && (
        <dl className="sub-cards-totals">
          {columns
            .filter((column) => adding.has(column.name))
            .map((column) => (
              <div key={column.name}>
                <dt>
                  {t('children.total')} {column.label}
                </dt>
                <dd>{totalText(column, rows)}</dd>
              </div>
            ))}
        </dl>
      )}
    </>
  )
}

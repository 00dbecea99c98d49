import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { FieldMeta } from '@api/types'
import { newId } from '@api/client'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { dismissToast, toast } from '@ui/toast'
import { useCompact } from '@ui/use-compact'
import { childColumns, type Row } from './rows'
import { SubTableCards } from './sub-table-cards'
import { SubTableRow } from './sub-table-row'
import { SubTableTotals } from './sub-table-totals'
import { useForm, useProblem, useRows } from './use-form'
import './sub-table.css'

interface Props {
  field: FieldMeta
  columns: string[] | undefined
  /** Shows the label; not when the section already carries it. */
  titled: boolean
}

export interface ActiveCell {
  key: string
  column: string
}

const WIDTHS: Record<string, number> = { boolean: 80, integer: 92, percent: 88, date: 134, datetime: 250, decimal: 100, money: 128, reference: 180, any_reference: 300, text: 148, select: 96, rating: 160, color: 120, duration: 96, time: 112, tags: 200, users: 180, url: 180 }

/** The rows of a children field as a table. A cell is text until it has the focus; then it is a real input, so that Chinese input methods start in it. */
export function SubTable({ field, columns: chosen, titled }: Props) {
  const t = useT()
  const store = useForm()
  const compact = useCompact()
  const rows = useRows(store, field.name)
  const problem = useProblem(store, field.name)
  const table = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<ActiveCell | null>(null)
  const undoToast = useRef(0)
  // An offer to undo must not outlive the form.
  useEffect(() => () => dismissToast(undoToast.current), [])
  const child = store.meta.children[field.options.object ?? '']
  const columns = childColumns(child?.fields ?? [], chosen, field.options.field)
  const maxRows = field.options.max_rows ?? 500
  const editable = field.writable && !field.read_only
  const full = rows.length >= maxRows
  const firstColumn = columns.find((one) => one.writable && !one.computed)?.name ?? ''

  // Rows keep the handlers of an earlier render, so the handlers must ask for the rows of now.
  const current = () => store.getRows(field.name)
  const put = (next: readonly Row[]) => store.setRows(field.name, [...next])
  const add = () => {
    if (current().length >= maxRows) return
    const row = store.newRow(field.name)
    put([...current(), row])
    setActive({ key: row.key, column: firstColumn })
  }
  const duplicate = (row: Row) => {
    if (current().length >= maxRows) return
    const at = current().findIndex((one) => one.key === row.key) + 1
    put([...current().slice(0, at), { key: newId(), values: { ...row.values } }, ...current().slice(at)])
  }
  const remove = (row: Row) => {
    const before = current()
    put(before.filter((one) => one.key !== row.key))
    setActive(null)
    undoToast.current = toast('info', t('children.removed'), { label: t('action.undo'), run: () => put(before) })
  }

  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    // A single value goes into the input as usual.
    if (!active || (event.target as Element).closest('.popover') || !/[\t\n]/.test(text.trimEnd())) return
    event.preventDefault()
    const at = { row: rows.findIndex((row) => row.key === active.key), column: columns.findIndex((one) => one.name === active.column) }
    const before = [...rows]
    const paste = async () => {
      // Few forms see a pasted table, so its reader comes when one does.
      const { parseTable, pasteProblems, pasteTable } = await import('./paste')
      const { rows: next, cells, failures } = await pasteTable(rows, columns, at, parseTable(text), () => store.newRow(field.name), maxRows)
      put(next)
      store.setProblems([...store.allProblems().map((one) => ({ ...one.problem, path: one.path })), ...pasteProblems(field.name, failures)])
      undoToast.current = toast(failures.length > 0 ? 'danger' : 'success', t(failures.length > 0 ? 'children.pasted_partly' : 'children.pasted', { n: cells, failed: failures.length }), {
        label: t('action.undo'),
        run: () => put(before),
      })
    }
    void paste()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (!active || event.defaultPrevented || event.nativeEvent.isComposing || event.keyCode === 229) return
    const target = event.target as HTMLElement
    if (target.closest('.picker-face, textarea, .popover')) return
    const index = rows.findIndex((row) => row.key === active.key)
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = rows[index + step]
    // Leaving the input settles what was typed before the next cell opens.
    target.blur()
    if (next) setActive({ key: next.key, column: active.column })
    else if (event.key === 'Enter') add()
  }

  return (
    <div className="form-wide sub-table" data-path={`/${field.name}`} data-testid={`sub-table-${field.name}`}>
      {titled && <h3 className="sub-table-title">{field.label}</h3>}
      {compact ? (
        <SubTableCards field={field} columns={columns} rows={rows} editable={editable} onDuplicate={duplicate} onRemove={remove} />
      ) : (
        <div
          ref={table}
          className="sub-table-scroll"
          // Without a row there is nothing inside that could take the focus and scroll it.
          tabIndex={rows.length === 0 ? 0 : undefined}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            const next = event.relatedTarget
            if (next instanceof Node && !table.current?.contains(next) && !(next as Element).closest('.popover')) setActive(null)
          }}
        >
          <table aria-label={field.label}>
            <colgroup>
              <col style={{ width: 44 }} />
              {columns.map((column) => (
                <col key={column.name} style={{ width: WIDTHS[column.type] ?? 150 }} />
              ))}
              <col style={{ width: 76 }} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">#</th>
                {columns.map((column) => (
                  <th key={column.name} scope="col" className={kindOf(column.type).align === 'end' ? 'cell-end' : ''}>
                    {column.label}
                    {column.required && <span className="form-required">*</span>}
                  </th>
                ))}
                <th>
                  <span className="visually-hidden">{t('children.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <SubTableRow
                  key={row.key}
                  field={field}
                  row={row}
                  index={index}
                  columns={columns}
                  active={active?.key === row.key ? active.column : null}
                  onActivate={setActive}
                  onDuplicate={duplicate}
                  onRemove={remove}
                />
              ))}
            </tbody>
            <SubTableTotals columns={columns} rows={rows} />
          </table>
          {rows.length === 0 && <p className="sub-table-empty">{t('children.empty')}</p>}
        </div>
      )}
      {problem && (
        <p className="form-error" role="alert">
          <Icon name="alert" size={14} />
          {problem.message}
        </p>
      )}
      {editable && (
        <div className="sub-table-foot">
          <Button small look="ghost" icon="plus" disabled={full} onClick={() => add()}>
            {t('children.add')}
          </Button>
          <span className="muted">{full ? t('children.full', { n: maxRows }) : compact ? '' : t('children.hint')}</span>
        </div>
      )}
    </div>
  )
}

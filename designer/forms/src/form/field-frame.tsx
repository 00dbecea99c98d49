import type { ReactNode } from 'react'
import type { FieldMeta } from '@api/types'
import { Icon } from '@ui/icon'
import './field-frame.css'

interface Props {
  field: FieldMeta
  id: string
  wide?: boolean | undefined
  error?: string | undefined
  /** A mark only where something can be entered. */
  editable: boolean
  /** Also when only the record makes it so. */
  required?: boolean | undefined
  /** The focus has gone elsewhere. */
  onLeave?: (() => void) | undefined
  children: ReactNode
}

/** Label, input, hint and error of one field. */
export function FieldFrame({ field, id, wide, error, editable, required = field.required, onLeave, children }: Props) {
  return (
    <div
      className={`form-field ${wide ? 'form-wide' : ''}`}
      data-field={field.name}
      data-path={`/${field.name}`}
      onBlur={(event) => {
        const next = event.relatedTarget
        // What a field opens hangs elsewhere in the document and still belongs to it.
        if (next instanceof Element && (event.currentTarget.contains(next) || next.closest('.popover, dialog'))) return
        onLeave?.()
      }}
    >
      <label htmlFor={id} className="form-label">
        {field.label}
        {required && editable && (
          <span className="form-required" aria-hidden="true">
            *
          </span>
        )}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="form-error" role="alert">
          <Icon name="alert" size={14} />
          {error}
        </p>
      )}
      {!error && field.help && editable && (
        <p id={`${id}-help`} className="form-help">
          {field.help}
        </p>
      )}
    </div>
  )
}

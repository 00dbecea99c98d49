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
  children: ReactNode
}

/** Label, input, hint and error of one field. */
export function FieldFrame({ field, id, wide, error, editable, children }: Props) {
  return (
    <div className={`form-field ${wide ? 'form-wide' : ''}`} data-field={field.name} data-path={`/${field.name}`}>
      <label htmlFor={id} className="form-label">
        {field.label}
        {field.required && editable && (
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

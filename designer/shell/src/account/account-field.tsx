import { useId, type InputHTMLAttributes, type ReactNode } from 'react'
import { Icon } from '@ui/icon'
import './account.css'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  label: string
  hint?: ReactNode
  error?: string | undefined
  onText: (text: string) => void
}

/** A labelled input with its hint and its error. */
export function AccountField({ label, hint, error, onText, ...rest }: Props) {
  const id = useId()
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="account-field">
      <label htmlFor={id}>{label}</label>
      <input {...rest} id={id} className="field-control" aria-invalid={error ? true : undefined} aria-describedby={told || undefined} onChange={(event) => onText(event.target.value)} />
      {hint && (
        <p id={`${id}-hint`} className="account-hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="account-error" role="alert">
          <Icon name="alert" size={14} />
          {error}
        </p>
      )}
    </div>
  )
}

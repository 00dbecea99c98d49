import type { ButtonHTMLAttributes, Ref } from 'react'
import { Icon, type IconName } from './icon'
import './button.css'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'plain' | 'ghost' | 'danger'
  small?: boolean
  icon?: IconName
  /** Shows a turning ring and refuses clicks. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', small, icon, busy, children, className = '', disabled, type = 'button', ...rest }: Props) {
  return (
    <button {...rest} type={type} disabled={disabled || busy} aria-busy={busy || undefined} className={`button button-${look} ${small ? 'button-small' : ''} ${className}`}>
      {busy ? <span className="button-ring" /> : icon ? <Icon name={icon} size={16} /> : null}
      {children !== undefined && <span>{children}</span>}
    </button>
  )
}

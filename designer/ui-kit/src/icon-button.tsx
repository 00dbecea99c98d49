import type { ButtonHTMLAttributes, Ref } from 'react'
import { Icon, type IconName } from './icon'
import './button.css'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName
  /** Read to people who cannot see the icon and shown on hover. */
  label: string
  size?: number
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ icon, label, size = 18, className = '', type = 'button', children, ...rest }: Props) {
  return (
    <button {...rest} type={type} className={`icon-button ${className}`} aria-label={label} title={label}>
      <Icon name={icon} size={size} />
      {children}
    </button>
  )
}

import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './message-panel.css'

/** What stands where content would be: nothing there yet, nothing found, not allowed, failed. It always says what to do. */
export function MessagePanel({ icon, title, text, children }: { icon: IconName; title: string; text?: string | undefined; children?: ReactNode }) {
  return (
    <div className="message-panel">
      <span className="message-icon">
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className="message-actions">{children}</div>}
    </div>
  )
}

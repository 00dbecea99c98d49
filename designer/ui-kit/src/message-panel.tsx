import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './message-panel.css'

interface Props {
  icon: IconName
  title: string
  text?: string | undefined
  /** Stands for the whole page, so its title is the page's heading. */
  page?: boolean | undefined
  children?: ReactNode
}

/** What stands where content would be: nothing there yet, nothing found, not allowed, failed. It always says what to do. */
export function MessagePanel({ icon, title, text, page, children }: Props) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div className="message-panel">
      <span className="message-icon">
        <Icon name={icon} size={26} />
      </span>
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {children && <div className="message-actions">{children}</div>}
    </div>
  )
}

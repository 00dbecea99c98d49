import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Icon, type IconName } from './icon'
import { Popover } from './popover'
import './menu.css'

export interface MenuEntry {
  key: string
  label: string
  icon?: IconName
  danger?: boolean
  checked?: boolean
  /** A line above this entry. */
  divided?: boolean
  onSelect: () => void
}

interface Props {
  entries: MenuEntry[]
  label: string
  align?: 'start' | 'end'
  header?: ReactNode
  trigger: (props: { ref: RefObject<HTMLButtonElement | null>; onClick: () => void; 'aria-expanded': boolean; 'aria-haspopup': 'menu' }) => ReactNode
}

/** A button that opens a list of actions: arrows move, Enter chooses, Escape closes. */
export function Menu({ entries, label, align = 'end', header, trigger }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const close = useRef(() => setOpen(false)).current

  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const index = items.indexOf(document.activeElement as HTMLElement)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      items[(index + step + items.length) % items.length]?.focus()
    } else if (event.key === 'Tab') {
      close()
    }
  }

  return (
    <>
      {trigger({ ref: anchor, onClick: () => setOpen(!open), 'aria-expanded': open, 'aria-haspopup': 'menu' })}
      {open && (
        <Popover anchor={anchor} onClose={close} align={align}>
          {header}
          <div ref={list} className="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
            {entries.map((entry) => (
              <button
                key={entry.key}
                type="button"
                role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={entry.checked}
                tabIndex={-1}
                className={`menu-item ${entry.danger ? 'menu-danger' : ''} ${entry.divided ? 'menu-divided' : ''}`}
                onClick={() => {
                  close()
                  anchor.current?.focus()
                  entry.onSelect()
                }}
              >
                {entry.icon && <Icon name={entry.icon} />}
                <span className="menu-label">{entry.label}</span>
                {entry.checked && <Icon name="check" />}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}

import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useT } from '@i18n/language'
import { IconButton } from './icon-button'
import './dialog.css'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  /** `drawer` slides in from the right, `side` from the left. */
  shape?: 'box' | 'drawer' | 'side'
  wide?: boolean
  /** Shown at the right end of the title line. */
  actions?: ReactNode
}

/** A modal dialog. The browser's own element keeps the focus inside and the page behind it still. */
export function Dialog({ title, onClose, children, footer, shape = 'box', wide, actions }: Props) {
  const t = useT()
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={element}
      className={`dialog dialog-${shape} ${wide ? 'dialog-wide' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      <div className="dialog-frame">
        <header className="dialog-head">
          <h2 id={titleId} className="truncate">
            {title}
          </h2>
          {actions}
          <IconButton icon="x" label={t('action.close')} onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer className="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  )
}

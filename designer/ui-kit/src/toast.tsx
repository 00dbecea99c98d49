import { useT } from '@i18n/language'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { createStore, useStore } from './store'
import './toast.css'

interface Toast {
  id: number
  tone: 'success' | 'danger' | 'info'
  text: string
  action?: { label: string; run: () => void }
}

const toasts = createStore<Toast[]>([])
let nextId = 1

function dismiss(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Shows a short message; errors stay longer because they take longer to read. */
export function toast(tone: Toast['tone'], text: string, action?: Toast['action']): void {
  const entry: Toast = { id: nextId++, tone, text, ...(action ? { action } : {}) }
  toasts.set([...toasts.get().slice(-2), entry])
  setTimeout(() => dismiss(entry.id), tone === 'danger' || action ? 8000 : 3200)
}

export function ToastHost() {
  const t = useT()
  const open = useStore(toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {open.map((entry) => (
        <div key={entry.id} className={`toast toast-${entry.tone}`}>
          <Icon name={entry.tone === 'success' ? 'check' : entry.tone === 'danger' ? 'alert' : 'info'} />
          <span>{entry.text}</span>
          {entry.action && (
            <button
              type="button"
              className="toast-action"
              onClick={() => {
                entry.action?.run()
                dismiss(entry.id)
              }}
            >
              {entry.action.label}
            </button>
          )}
          <IconButton icon="x" size={14} label={t('action.close')} onClick={() => dismiss(entry.id)} />
        </div>
      ))}
    </div>
  )
}

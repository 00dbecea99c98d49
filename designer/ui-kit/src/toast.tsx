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

/** Takes a message away before its time, for example when its action has lost its object. */
export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Shows a short message; errors stay longer because they take longer to read. */
export function toast(tone: Toast['tone'], text: string, action?: Toast['action']): number {
  const entry: Toast = { id: nextId++, tone, text, ...(action ? { action } : {}) }
  toasts.set([...toasts.get().slice(-2), entry])
  setTimeout(() => dismissToast(entry.id), tone === 'danger' || action ? 8000 : 3200)
  return entry.id
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
                dismissToast(entry.id)
              }}
            >
              {entry.action.label}
            </button>
          )}
          <IconButton icon="x" size={14} label={t('action.close')} onClick={() => dismissToast(entry.id)} />
        </div>
      ))}
    </div>
  )
}

import { useEffect } from 'react'

/** J and K move, A approves, R rejects; not while something is typed. */
export function useInboxKeys(move: ((step: number) => void) | null): void {
  useEffect(() => {
    if (!move) return
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if ((event.target as HTMLElement).closest('input, textarea, select, dialog, .popover')) return
      const key = event.key.toLowerCase()
      if (key === 'j') move(1)
      else if (key === 'k') move(-1)
      else if (key === 'a') document.querySelector<HTMLElement>('[data-decision=approve]')?.click()
      else if (key === 'r') document.querySelector<HTMLElement>('[data-decision=reject]')?.click()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

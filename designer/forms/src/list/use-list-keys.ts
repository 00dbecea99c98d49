import { useEffect } from 'react'

/** Keys of a list that work wherever the focus is, except while something is typed. */
export function useListKeys(focusSearch: () => void, create: (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (target.closest('input, textarea, select, [contenteditable], dialog, .popover')) return
      if (event.key === '/') focusSearch()
      else if (event.key === 'n' && create) create()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

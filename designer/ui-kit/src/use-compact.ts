import { useSyncExternalStore } from 'react'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}

/** True on a phone. */
export function useCompact(): boolean {
  return useMedia('(max-width: 767px)')
}

/** True where the finger points: system date wheels serve better there than our calendar. */
export function useCoarsePointer(): boolean {
  return useMedia('(pointer: coarse)')
}

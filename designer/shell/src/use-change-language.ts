import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { changeLanguage } from '@api/session'
import { loadLanguage, type Language } from '@i18n/language'
import { phase } from './session'

/** Changes the language here and for the person. Labels from the server have the language in their key and load again by themselves. */
export function useChangeLanguage(): (next: Language) => void {
  const client = useQueryClient()
  return useCallback(
    (next) => {
      const signedIn = phase.get() === 'in'
      void loadLanguage(next)
        .then(() => (signedIn ? changeLanguage(next) : undefined))
        .then(() => client.invalidateQueries())
        // The page already speaks the language; the server learns it at the next change.
        .catch(() => undefined)
    },
    [client],
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { fetchMe } from '@api/session'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { useStore } from '@ui/store'
import { reachable } from './session'

const EVERY = 8000

/** Says that the server does not answer, keeps trying, and lets people try at once. */
export function UnreachableBar() {
  const t = useT()
  const up = useStore(reachable)
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)

  const retry = useCallback(async () => {
    setBusy(true)
    try {
      await fetchMe()
      await client.refetchQueries({ type: 'active' })
    } catch {
      // The bar stays until an answer comes.
    } finally {
      setBusy(false)
    }
  }, [client])

  useEffect(() => {
    if (up) return
    const timer = setInterval(() => void retry(), EVERY)
    return () => clearInterval(timer)
  }, [up, retry])

  if (up) return null
  return (
    <div className="unreachable" role="alert">
      <Icon name="alert" />
      <span>{t('error.unreachable_bar')}</span>
      <Button small busy={busy} onClick={() => void retry()}>
        {t('action.retry')}
      </Button>
    </div>
  )
}

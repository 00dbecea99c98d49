import type { ErrorComponentProps } from '@tanstack/react-router'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { MessagePanel } from '@ui/message-panel'

/** A fault of the page itself: the rest of the app stays usable. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const t = useT()
  return (
    <MessagePanel page icon="alert" title={t('error.page')} text={error instanceof Error ? error.message : String(error)}>
      <Button icon="refresh" onClick={reset}>
        {t('action.retry')}
      </Button>
      <Button onClick={() => location.reload()}>{t('app.reload')}</Button>
    </MessagePanel>
  )
}

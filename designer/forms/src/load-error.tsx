import { asApiError, UNREACHABLE } from '@api/errors'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { MessagePanel } from '@ui/message-panel'

/** What stands in the place of content that could not be loaded. */
export function LoadError({ error, retry, page }: { error: unknown; retry: () => void; page?: boolean }) {
  const t = useT()
  const failure = asApiError(error)
  if (failure.status === 404) return <MessagePanel page={page} icon="search" title={t('error.not_found')} text={failure.message || t('error.not_found_text')} />
  if (failure.status === 403) return <MessagePanel page={page} icon="alert" title={t('error.forbidden')} text={failure.message || t('error.forbidden_text')} />
  const text = failure.code === UNREACHABLE ? t('error.unreachable_text') : failure.message
  return (
    <MessagePanel page={page} icon="alert" title={t('error.load')} text={failure.requestId ? `${text} (${failure.requestId})` : text}>
      <Button icon="refresh" onClick={retry}>
        {t('action.retry')}
      </Button>
    </MessagePanel>
  )
}

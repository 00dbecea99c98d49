import { Link } from '@tanstack/react-router'
import { useT } from '@i18n/language'
import { MessagePanel } from '@ui/message-panel'

export function NotFound() {
  const t = useT()
  return (
    <MessagePanel page icon="search" title={t('error.page_missing')} text={t('error.page_missing_text')}>
      <Link to="/" className="button button-plain">
        {t('error.go_home')}
      </Link>
    </MessagePanel>
  )
}

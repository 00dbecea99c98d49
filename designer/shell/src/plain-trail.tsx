import { useT } from '@i18n/language'
import { Trail } from './trail'

export function PlainTrail({ path }: { path: string }) {
  const t = useT()
  const names: Record<string, string> = { '/login': t('nav.home'), '/': t('nav.home'), '/tasks': t('nav.tasks'), '/notices': t('nav.notices'), '/docs': t('nav.docs'), '/account': t('nav.account'), '/account/security': t('nav.security') }
  return <Trail parts={[{ label: names[path] ?? t('error.page_missing') }]} />
}

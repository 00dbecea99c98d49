import type { AppSecret } from '@api/second-factor'
import { usePageTexts } from '../use-page-texts'

/** The picture that an app reads, and the same as text for those who cannot take a picture. */
export function AppSetUp({ secret }: { secret: AppSecret }) {
  const text = usePageTexts()
  return (
    <div className="app-set-up">
      <p>{text('second.scan')}</p>
      <img src={`data:image/svg+xml;utf8,${encodeURIComponent(secret.svg)}`} width={200} height={200} alt={text('second.picture')} />
      <p className="account-hint">{text('second.by_hand')}</p>
      <code data-testid="app-secret">{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
    </div>
  )
}

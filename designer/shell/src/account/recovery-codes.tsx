import { Button } from '@ui/button'
import { usePageTexts } from '../use-page-texts'

/** Recovery codes, shown once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const text = usePageTexts()
  return (
    <div>
      <h2>{text('recovery.title')}</h2>
      <p className="account-field">{text('recovery.text')}</p>
      <ul className="recovery-codes" data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button look="primary" onClick={onDone}>
        {text('recovery.kept')}
      </Button>
    </div>
  )
}

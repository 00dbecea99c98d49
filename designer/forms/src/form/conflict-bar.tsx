import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import './form-bars.css'

/** Somebody saved in between: take theirs, or write mine over it. */
export function ConflictBar({ onReload, onKeep, busy }: { onReload: () => void; onKeep: () => void; busy: boolean }) {
  const t = useT()
  return (
    <div className="form-bar form-bar-warning" role="alert">
      <Icon name="alert" />
      <div>{t('form.conflict')}</div>
      <Button small onClick={onReload} disabled={busy}>
        {t('form.conflict_reload')}
      </Button>
      <Button small look="primary" onClick={onKeep} busy={busy}>
        {t('form.conflict_keep')}
      </Button>
    </div>
  )
}

import { useT } from '@i18n/language'
import { Dialog } from '@ui/dialog'
import { useStore } from '@ui/store'
import { expired } from './session'
import { SignInForm } from './sign-in-form'
import './sign-in.css'

/** Sign-in over the page when the session ended: the form below keeps what was typed. */
export function ExpiredDialog() {
  const t = useT()
  const open = useStore(expired)
  if (!open) return null
  return (
    <Dialog title={t('session.expired')} onClose={() => open.answer(false)}>
      <p className="muted expired-text">{t('session.expired_text')}</p>
      <SignInForm languageChosen={false} login={open.login} onDone={() => open.answer(true)} />
    </Dialog>
  )
}

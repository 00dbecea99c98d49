import { lazy, Suspense } from 'react'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { ConfirmHost } from '@ui/confirm'
import { MessagePanel } from '@ui/message-panel'
import { useStore } from '@ui/store'
import { ToastHost } from '@ui/toast'
import { ExpiredDialog } from './expired-dialog'
import { Frame } from './frame'
import { Logo } from './logo'
import { phase, startSession } from './session'
import './frame.css'

const SetPassword = lazy(() => import('./pages/set-password'))
const SignIn = lazy(() => import('./pages/sign-in'))

/** Decides what the address shows: the app, the sign-in page in its place, or why neither is possible. */
export function RootFrame() {
  const t = useT()
  const now = useStore(phase)
  // Somebody else may be signed in on this machine: a link for a password is for whoever opened it.
  if (location.pathname === '/set-password') return <Suspense children={<SetPassword />} />
  return (
    <>
      {now === 'in' && <Frame />}
      {now === 'out' && <Suspense children={<SignIn />} />}
      {now === 'starting' && (
        <div className="splash" role="status" aria-label={t('picker.loading')}>
          <Logo size={44} />
        </div>
      )}
      {now === 'down' && (
        <MessagePanel page icon="alert" title={t('error.unreachable')} text={t('error.unreachable_text')}>
          <Button look="primary" icon="refresh" onClick={() => void startSession()}>
            {t('action.retry')}
          </Button>
        </MessagePanel>
      )}
      <ExpiredDialog />
      <ConfirmHost />
      <ToastHost />
    </>
  )
}

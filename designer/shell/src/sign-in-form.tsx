import { lazy, Suspense, useRef, useState } from 'react'
import { asApiError, UNREACHABLE } from '@api/errors'
import type * as api from '@api/second-factor'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import { enterSession, openSession } from './session'

const SecondStep = lazy(() => import('./pages/second-step'))

interface Props {
  languageChosen: boolean
  login?: string
  onDone?: () => void
}

export function SignInForm({ languageChosen, login: known = '', onDone }: Props) {
  const t = useT()
  const [login, setLogin] = useState(known)
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [second, setSecond] = useState<api.SecondStep | null>(null)
  const passwordInput = useRef<HTMLInputElement>(null)

  const submit = async () => {
    if (login.trim() === '' || password === '') {
      setError(t('sign_in.incomplete'))
      return
    }
    setBusy(true)
    setError('')
    try {
      const step = await openSession(login.trim(), password, languageChosen)
      setSecond(step)
      setBusy(false)
      if (!step) onDone?.()
    } catch (failure) {
      const refused = asApiError(failure)
      setError(refused.code === UNREACHABLE ? t('error.unreachable_text') : refused.message || t('sign_in.failed'))
      setBusy(false)
      passwordInput.current?.select()
    }
  }

  if (second) {
    return (
      <Suspense>
        <SecondStep
          step={second}
          onSession={async (session) => {
            await enterSession(session, languageChosen)
            onDone?.()
          }}
          onBack={() => setSecond(null)}
        />
      </Suspense>
    )
  }
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor="sign-in-login">{t('sign_in.login')}</label>
      <input id="sign-in-login" className="field-control" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus={known === ''} value={login} onChange={(event) => setLogin(event.target.value)} />
      <label htmlFor="sign-in-password">{t('sign_in.password')}</label>
      <span className="sign-in-password">
        <input
          ref={passwordInput}
          id="sign-in-password"
          className="field-control"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          autoFocus={known !== ''}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <IconButton icon={shown ? 'eye-off' : 'eye'} size={17} label={t(shown ? 'sign_in.hide' : 'sign_in.show')} aria-pressed={shown} onClick={() => setShown(!shown)} />
      </span>
      {error && (
        <p className="sign-in-error" role="alert">
          <Icon name="alert" size={15} />
          {error}
        </p>
      )}
      <Button look="primary" type="submit" busy={busy} className="sign-in-submit">
        {t('sign_in.submit')}
      </Button>
    </form>
  )
}

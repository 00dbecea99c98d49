import { useEffect, useState } from 'react'
import { beginEnrolment, finishSecondStep, type AppSecret, type SecondStep } from '@api/second-factor'
import type { Session } from '@api/types'
import { Button } from '@ui/button'
import { AccountField } from '../account/account-field'
import { AppSetUp } from '../account/app-set-up'
import { RecoveryCodes } from '../account/recovery-codes'
import { refusedForm } from '../account/refused'
import { usePageTexts } from '../use-page-texts'

interface Props {
  step: SecondStep
  onSession: (session: Session) => Promise<void>
  onBack: () => void
}

/** The second step of a sign-in: a code of the app, or setting the app up where the role must have one. */
export default function SecondStepPage({ step, onSession, onBack }: Props) {
  const text = usePageTexts()
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const [secret, setSecret] = useState<AppSecret | null>(null)
  const [session, setSession] = useState<Session | null>(null)

  useEffect(() => {
    if (step.enrol) beginEnrolment(step.ticket).then(setSecret, (failure: unknown) => setError(refusedForm(failure, text('security.failed')).whole))
    // The ticket is good for one enrolment; a change of the language does not begin another one.
  }, [step])

  const submit = async () => {
    setBusy(true)
    setError('')
    try {
      const opened = await finishSecondStep(step.ticket, code)
      if (opened.recovery_codes) setSession(opened)
      else await onSession(opened)
    } catch (failure) {
      setError(refusedForm(failure, text('security.failed')).whole)
      setBusy(false)
    }
  }

  if (session?.recovery_codes) return <RecoveryCodes codes={session.recovery_codes} onDone={() => void onSession(session)} />
  return (
    <form
      noValidate
      aria-label={text('second.title')}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {step.enrol && <p className="account-field">{text('second.must')}</p>}
      {secret && <AppSetUp secret={secret} />}
      <AccountField
        label={text('second.code')}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={code}
        hint={text(step.enrol ? 'second.code_first' : 'second.code_hint')}
        error={error || undefined}
        onText={setCode}
      />
      <div className="account-buttons">
        <Button look="primary" type="submit" busy={busy} disabled={code.trim() === ''}>
          {text('second.go_on')}
        </Button>
        <Button onClick={onBack}>{text('second.back')}</Button>
      </div>
    </form>
  )
}

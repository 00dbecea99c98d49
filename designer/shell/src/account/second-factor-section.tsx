import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmSecondFactor, fetchSecondFactor, newRecoveryCodes, removeSecondFactor, startSecondFactor, type AppSecret } from '@api/second-factor'
import { formatDateTime } from '@i18n/format'
import { Button } from '@ui/button'
import { Skeleton } from '@ui/skeleton'
import { toast } from '@ui/toast'
import { AccountField } from './account-field'
import { AppSetUp } from './app-set-up'
import { RecoveryCodes } from './recovery-codes'
import { NOT_REFUSED, refusedForm } from './refused'
import { usePageTexts } from '../use-page-texts'

type Doing = 'nothing' | 'start' | 'remove' | 'codes'

/** Two-step sign-in of one's own account: on, off, and new recovery codes. */
export function SecondFactorSection() {
  const text = usePageTexts()
  const client = useQueryClient()
  const factor = useQuery({ queryKey: ['second-factor'], queryFn: fetchSecondFactor })
  const [doing, setDoing] = useState<Doing>('nothing')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [secret, setSecret] = useState<AppSecret | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState(NOT_REFUSED)

  const begin = (next: Doing) => {
    setDoing(next)
    setPassword('')
    setCode('')
    setSecret(null)
    setRefused(NOT_REFUSED)
  }
  const submit = async () => {
    setBusy(true)
    setRefused(NOT_REFUSED)
    try {
      if (doing === 'start' && !secret) setSecret(await startSecondFactor(password))
      else {
        if (doing === 'start') setCodes((await confirmSecondFactor(code)).recovery_codes)
        else if (doing === 'codes') setCodes((await newRecoveryCodes(password)).recovery_codes)
        else await removeSecondFactor(password)
        toast('success', text(doing === 'remove' ? 'second.is_off' : doing === 'codes' ? 'recovery.made' : 'second.is_on'))
        begin('nothing')
        await client.invalidateQueries({ queryKey: ['second-factor'] })
        await client.invalidateQueries({ queryKey: ['sessions'] })
      }
    } catch (failure) {
      setRefused(refusedForm(failure, text('security.failed')))
    } finally {
      setBusy(false)
    }
  }

  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
  if (!factor.data) return <Skeleton rows={2} />
  const { on, since, required, recovery_codes_left: left } = factor.data
  if (doing === 'nothing') {
    return (
      <>
        <p className="account-field">{on && since ? text('second.on', { time: formatDateTime(since), n: left }) : text('second.off')}</p>
        <div className="account-buttons">
          {!on && (
            <Button look="primary" onClick={() => begin('start')}>
              {text('second.turn_on')}
            </Button>
          )}
          {on && <Button onClick={() => begin('codes')}>{text('recovery.new')}</Button>}
          {on && !required && (
            <Button look="danger" onClick={() => begin('remove')}>
              {text('second.turn_off')}
            </Button>
          )}
        </div>
      </>
    )
  }
  return (
    <form
      className="account-form"
      noValidate
      aria-label={text('second.title')}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {refused.whole && (
        <p className="account-error account-message" role="alert">
          {refused.whole}
        </p>
      )}
      {secret ? (
        <>
          <AppSetUp secret={secret} />
          <AccountField label={text('second.code')} autoComplete="one-time-code" inputMode="numeric" autoFocus value={code} hint={text('second.code_first')} error={refused.fields['code']} onText={setCode} />
        </>
      ) : (
        <AccountField label={text('password.current')} type="password" autoComplete="current-password" autoFocus value={password} hint={text('second.prove')} error={refused.fields['password']} onText={setPassword} />
      )}
      <div className="account-buttons">
        <Button look={doing === 'remove' ? 'danger' : 'primary'} type="submit" busy={busy} disabled={(secret ? code : password) === ''}>
          {text(doing === 'remove' ? 'second.turn_off' : 'second.go_on')}
        </Button>
        <Button onClick={() => begin('nothing')}>{text('second.cancel')}</Button>
      </div>
    </form>
  )
}

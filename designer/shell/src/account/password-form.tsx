import { useState } from 'react'
import { changePassword } from '@api/account'
import { Button } from '@ui/button'
import { toast } from '@ui/toast'
import { AccountField } from './account-field'
import { NOT_REFUSED, refusedForm } from './refused'
import { usePageTexts } from '../use-page-texts'

/** Changing one's own password. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const text = usePageTexts()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState(NOT_REFUSED)

  const submit = async () => {
    if (password !== again) {
      setRefused({ fields: { again: text('password.differs') }, whole: '' })
      return
    }
    setBusy(true)
    setRefused(NOT_REFUSED)
    try {
      await changePassword(current, password)
      setCurrent('')
      setPassword('')
      setAgain('')
      toast('success', text('password.changed'))
      onChanged()
    } catch (failure) {
      setRefused(refusedForm(failure, text('security.failed')))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      className="account-form"
      noValidate
      aria-label={text('password.title')}
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
      <AccountField label={text('password.current')} type="password" autoComplete="current-password" value={current} error={refused.fields['current']} onText={setCurrent} />
      <AccountField label={text('password.new')} type="password" autoComplete="new-password" value={password} hint={text('password.hint')} error={refused.fields['password']} onText={setPassword} />
      <AccountField label={text('password.confirm')} type="password" autoComplete="new-password" value={again} error={refused.fields['again']} onText={setAgain} />
      <Button look="primary" type="submit" busy={busy} disabled={current === '' || password === '' || again === ''}>
        {text('password.save')}
      </Button>
    </form>
  )
}

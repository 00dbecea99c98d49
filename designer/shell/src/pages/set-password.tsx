import { useState } from 'react'
import { choosePassword } from '@api/account'
import { Button } from '@ui/button'
import { AccountField } from '../account/account-field'
import { NOT_REFUSED, refusedForm } from '../account/refused'
import { usePageTexts } from '../use-page-texts'
import { Door } from '../door'

/** Choosing a password with the link that an administrator handed over. The token stands behind `#` and reaches no log. */
export default function SetPasswordPage() {
  const text = usePageTexts()
  const [token] = useState(() => location.hash.slice(1))
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [refused, setRefused] = useState(NOT_REFUSED)

  const submit = async () => {
    if (password !== again) {
      setRefused({ fields: { again: text('password.differs') }, whole: '' })
      return
    }
    setBusy(true)
    setRefused(NOT_REFUSED)
    try {
      await choosePassword(token, password)
      setDone(true)
    } catch (failure) {
      setRefused(refusedForm(failure, text('security.failed')))
      setBusy(false)
    }
  }

  if (done || token === '') {
    return (
      <Door title={text('reset.title')}>
        <p role="status" className="account-field">
          {text(done ? 'password.chosen' : 'reset.missing')}
        </p>
        <a className="button button-primary" href="/login">
          {text('reset.sign_in')}
        </a>
      </Door>
    )
  }
  return (
    <Door title={text('reset.title')}>
      <form
        noValidate
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
        <AccountField label={text('password.new')} type="password" autoComplete="new-password" autoFocus value={password} hint={text('password.hint')} error={refused.fields['password']} onText={setPassword} />
        <AccountField label={text('password.confirm')} type="password" autoComplete="new-password" value={again} error={refused.fields['again']} onText={setAgain} />
        <Button look="primary" type="submit" busy={busy} disabled={password === '' || again === ''}>
          {text('reset.save')}
        </Button>
      </form>
    </Door>
  )
}

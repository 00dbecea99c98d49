import { useState } from 'react'
import { setUp } from '@api/account'
import { useLanguage } from '@i18n/language'
import { Button } from '@ui/button'
import { AccountField } from '../account/account-field'
import { NOT_REFUSED, refusedForm } from '../account/refused'
import { usePageTexts } from '../use-page-texts'
import { Door } from '../door'
import { openSession } from '../session'

const EMPTY = { token: '', company: '', login: '', name: '', password: '', again: '' }

/** The first administrator of an empty installation. The language of the page becomes the administrator's. */
export default function FirstRunPage() {
  const text = usePageTexts()
  const language = useLanguage()
  const [values, setValues] = useState(EMPTY)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState(NOT_REFUSED)
  const set = (key: keyof typeof EMPTY) => (value: string) => setValues((before) => ({ ...before, [key]: value }))

  const submit = async () => {
    const { again, ...body } = values
    if (body.password !== again) {
      setRefused({ fields: { again: text('password.differs') }, whole: '' })
      return
    }
    setBusy(true)
    setRefused(NOT_REFUSED)
    try {
      await setUp({ ...body, language })
      await openSession(body.login.trim(), body.password, false)
    } catch (failure) {
      setRefused(refusedForm(failure, text('security.failed')))
      setBusy(false)
    }
  }

  return (
    <Door title={text('set_up.title')} text={text('set_up.intro')}>
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
        <AccountField label={text('set_up.token')} autoComplete="off" spellCheck={false} autoFocus value={values.token} hint={text('set_up.token_hint')} error={refused.fields['token']} onText={set('token')} />
        <AccountField label={text('account.company')} autoComplete="organization" value={values.company} error={refused.fields['company']} onText={set('company')} />
        <AccountField label={text('account.name')} autoComplete="name" value={values.name} error={refused.fields['name']} onText={set('name')} />
        <AccountField label={text('account.login')} autoComplete="username" autoCapitalize="none" spellCheck={false} value={values.login} error={refused.fields['login']} onText={set('login')} />
        <AccountField label={text('password.new')} type="password" autoComplete="new-password" value={values.password} hint={text('password.hint')} error={refused.fields['password']} onText={set('password')} />
        <AccountField label={text('password.confirm')} type="password" autoComplete="new-password" value={values.again} error={refused.fields['again']} onText={set('again')} />
        <Button look="primary" type="submit" busy={busy} className="sign-in-submit">
          {text('set_up.save')}
        </Button>
      </form>
    </Door>
  )
}

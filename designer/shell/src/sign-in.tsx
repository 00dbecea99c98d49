import { useState } from 'react'
import { useT } from '@i18n/language'
import { Door } from './door'
import { SignInForm } from './sign-in-form'

export function SignIn() {
  const t = useT()
  const [chosen, setChosen] = useState(false)
  return (
    <Door title={t('app.name')} text={t('app.motto')} onLanguage={() => setChosen(true)}>
      <SignInForm languageChosen={chosen} />
    </Door>
  )
}

import { useState } from 'react'
import { useT } from '@i18n/language'
import { LanguageMenu } from './language-menu'
import { Logo } from './logo'
import { SignInForm } from './sign-in-form'
import { ThemeMenu } from './theme-menu'
import './sign-in.css'

export function SignIn() {
  const t = useT()
  const [chosen, setChosen] = useState(false)
  return (
    <main className="sign-in">
      <div className="sign-in-tools">
        <LanguageMenu onChosen={() => setChosen(true)} />
        <ThemeMenu />
      </div>
      <div className="sign-in-box card">
        <header>
          <Logo size={46} />
          <h1>{t('app.name')}</h1>
          <p className="muted">{t('app.motto')}</p>
        </header>
        <SignInForm languageChosen={chosen} />
      </div>
    </main>
  )
}

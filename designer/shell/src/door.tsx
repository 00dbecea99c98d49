import type { ReactNode } from 'react'
import { LanguageMenu } from './language-menu'
import { Logo } from './logo'
import { ThemeMenu } from './theme-menu'
import './sign-in.css'

interface Props {
  title: string
  text?: string
  children: ReactNode
  onLanguage?: () => void
}

/** The page around everything that happens before somebody is signed in. */
export function Door({ title, text, children, onLanguage }: Props) {
  return (
    <main className="sign-in">
      <div className="sign-in-tools">
        <LanguageMenu {...(onLanguage ? { onChosen: onLanguage } : {})} />
        <ThemeMenu />
      </div>
      <div className="sign-in-box card">
        <header>
          <Logo size={46} />
          <h1>{title}</h1>
          {text && <p className="muted">{text}</p>}
        </header>
        {children}
      </div>
    </main>
  )
}

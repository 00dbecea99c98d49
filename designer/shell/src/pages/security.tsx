import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PasswordForm } from '../account/password-form'
import { SecondFactorSection } from '../account/second-factor-section'
import { SessionList } from '../account/session-list'
import { usePageTexts } from '../use-page-texts'
import './simple-page.css'
import '../account/account.css'

/** How one signs in, and where one is signed in. */
export default function SecurityPage() {
  const text = usePageTexts()
  const client = useQueryClient()
  return (
    <div className="simple-page">
      <h1 className="security-title">{text('security.title')}</h1>
      <section className="card account-card" aria-labelledby="security-password">
        <h2 id="security-password">{text('password.title')}</h2>
        <PasswordForm onChanged={() => void client.invalidateQueries({ queryKey: ['sessions'] })} />
      </section>
      <section className="card account-card" aria-labelledby="security-second">
        <h2 id="security-second">{text('second.title')}</h2>
        <SecondFactorSection />
      </section>
      <section className="card account-card" aria-labelledby="security-sessions">
        <h2 id="security-sessions">{text('sessions.title')}</h2>
        <SessionList />
      </section>
      <p className="account-links">
        <Link to="/account">{text('security.back')}</Link>
      </p>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { useMe } from '@forms/queries'
import { LANGUAGES, useLanguage, useT } from '@i18n/language'
import { Avatar } from '@ui/avatar'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { Nothing } from '@ui/nothing'
import { Skeleton } from '@ui/skeleton'
import { useStore } from '@ui/store'
import { usePageTexts } from '../use-page-texts'
import { closeSession } from '../session'
import { setTheme, theme, type ThemeChoice } from '../theme'
import { useChangeLanguage } from '../use-change-language'
import './simple-page.css'

const THEMES: ThemeChoice[] = ['light', 'dark', 'system']

/** Who I am here and how I like it. */
export default function AccountPage() {
  const t = useT()
  const text = usePageTexts()
  const me = useMe().data
  const language = useLanguage()
  const change = useChangeLanguage()
  const chosen = useStore(theme)
  if (!me) return <Skeleton rows={5} />
  const facts = [
    { label: text('account.login'), value: me.user.login },
    { label: text('account.department'), value: me.user.department?.label },
    { label: text('account.superior'), value: me.user.superior?.label },
    { label: text('account.roles'), value: me.roles.map((role) => role.label).join('、') },
  ]
  return (
    <div className="simple-page">
      <section className="card account-card">
        <header>
          <Avatar name={me.user.name} size={52} />
          <h1>{me.user.name}</h1>
        </header>
        <dl>
          {facts.map((fact) => (
            <div key={fact.label}>
              <dt className="muted">{fact.label}</dt>
              <dd>{fact.value || <Nothing />}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card account-card">
        <div className="account-choice" role="group" aria-label={t('nav.language')}>
          <span>{t('nav.language')}</span>
          {LANGUAGES.map((one) => (
            <Button key={one.code} small look={one.code === language ? 'primary' : 'plain'} aria-pressed={one.code === language} onClick={() => change(one.code)}>
              {one.name}
            </Button>
          ))}
        </div>
        <div className="account-choice" role="group" aria-label={t('nav.theme')}>
          <span>{t('nav.theme')}</span>
          {THEMES.map((one) => (
            <Button key={one} small look={one === chosen ? 'primary' : 'plain'} aria-pressed={one === chosen} onClick={() => setTheme(one)}>
              {t(`theme.${one}`)}
            </Button>
          ))}
        </div>
      </section>
      <section className="account-links">
        <Link to="/account/security" className="button button-plain">
          <Icon name="lock" />
          <span>{t('nav.security')}</span>
        </Link>
        <Link to="/docs" className="button button-plain">
          <Icon name="book" />
          <span>{t('nav.docs')}</span>
        </Link>
        <Button look="danger" icon="log-out" onClick={() => void closeSession()}>
          {t('nav.sign_out')}
        </Button>
      </section>
    </div>
  )
}

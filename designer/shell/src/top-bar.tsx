import { Link, useNavigate } from '@tanstack/react-router'
import type { Me } from '@api/types'
import { useT } from '@i18n/language'
import { Avatar } from '@ui/avatar'
import { Icon } from '@ui/icon'
import { Menu } from '@ui/menu'
import { useCompact } from '@ui/use-compact'
import { Breadcrumbs } from './breadcrumbs'
import { LanguageMenu } from './language-menu'
import { NoticesButton } from './notices-button'
import { closeSession } from './session'
import { ThemeMenu } from './theme-menu'

export function TopBar({ me }: { me: Me | undefined }) {
  const t = useT()
  const navigate = useNavigate()
  const compact = useCompact()
  const tasks = me?.open_tasks ?? 0
  return (
    <header className="top-bar">
      <Breadcrumbs me={me} />
      <div className="top-tools">
        {!compact && (
          <Link to="/tasks" className="icon-button" aria-label={t('nav.tasks_count', { n: tasks })} title={t('nav.tasks')}>
            <Icon name="inbox" size={18} />
            {tasks > 0 && <span className="badge">{tasks > 99 ? '99+' : tasks}</span>}
          </Link>
        )}
        <NoticesButton unread={me?.unread_notices ?? 0} />
        {!compact && <LanguageMenu />}
        {!compact && <ThemeMenu />}
        {!compact && me && (
          <Menu
            label={t('nav.account')}
            header={
              <div className="account-head">
                <Avatar name={me.user.name} size={36} />
                <div>
                  <strong>{me.user.name}</strong>
                  <p className="muted">{[me.user.department?.label, me.roles.map((role) => role.label).join('、')].filter(Boolean).join(' · ')}</p>
                </div>
              </div>
            }
            entries={[
              { key: 'account', icon: 'user', label: t('nav.account'), onSelect: () => void navigate({ to: '/account' }) },
              { key: 'docs', icon: 'book', label: t('nav.docs'), onSelect: () => void navigate({ to: '/docs' }) },
              { key: 'out', icon: 'log-out', label: t('nav.sign_out'), onSelect: () => void closeSession() },
            ]}
            trigger={(props) => (
              <button {...props} type="button" className="account-button" aria-label={`${t('nav.account')}: ${me.user.name}`}>
                <Avatar name={me.user.name} size={28} />
                <span>{me.user.name}</span>
              </button>
            )}
          />
        )}
      </div>
    </header>
  )
}

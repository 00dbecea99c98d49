import { Link } from '@tanstack/react-router'
import type { Me } from '@api/types'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'

/** The four places of the app on a phone. */
export function BottomBar({ me, onMenu }: { me: Me | undefined; onMenu: () => void }) {
  const t = useT()
  const tasks = me?.open_tasks ?? 0
  return (
    <nav className="bottom-bar" aria-label={t('nav.places')}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        <Icon name="home" size={21} />
        {t('nav.home')}
      </Link>
      <Link to="/tasks" activeOptions={{ includeSearch: false }}>
        <span className="bottom-icon">
          <Icon name="clipboard-check" size={21} />
          {tasks > 0 && <span className="badge">{tasks > 99 ? '99+' : tasks}</span>}
        </span>
        {t('nav.tasks_short')}
      </Link>
      <button type="button" onClick={onMenu} aria-haspopup="dialog">
        <Icon name="menu" size={21} />
        {t('nav.menu')}
      </button>
      <Link to="/account">
        <Icon name="user" size={21} />
        {t('nav.mine')}
      </Link>
    </nav>
  )
}

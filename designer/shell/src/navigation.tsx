import { Link } from '@tanstack/react-router'
import type { Me } from '@api/types'
import { useT } from '@i18n/language'
import { Icon, iconName, type IconName } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import { Skeleton } from '@ui/skeleton'
import { Logo } from './logo'

interface Props {
  me: Me | undefined
  collapsed: boolean
  /** None inside the drawer. */
  onToggle?: () => void
}

/** The menu that the `app` documents describe, below the two entries that everybody has. */
export function Navigation({ me, collapsed, onToggle }: Props) {
  const t = useT()
  const fixed: { to: '/' | '/tasks'; icon: IconName; label: string; count: number }[] = [
    { to: '/', icon: 'home', label: t('nav.home'), count: 0 },
    { to: '/tasks', icon: 'clipboard-check', label: t('nav.tasks'), count: me?.open_tasks ?? 0 },
  ]
  const items = me?.apps.flatMap((app) => app.menu.flatMap((group) => group.items)) ?? []
  const shared = (object: string) => items.filter((item) => item.object === object).length > 1
  return (
    <nav className="navigation" aria-label={t('nav.menu')}>
      {onToggle && (
        <div className="navigation-brand">
          <Logo size={28} />
          {!collapsed && <strong>{t('app.name')}</strong>}
        </div>
      )}
      <div className="navigation-scroll">
        <ul>
          {fixed.map((one) => (
            <li key={one.to}>
              <Link to={one.to} className="navigation-link" activeOptions={{ exact: one.to === '/', includeSearch: false }} title={collapsed ? one.label : undefined}>
                <Icon name={one.icon} size={18} />
                <span className="navigation-label">{one.label}</span>
                {one.count > 0 && <span className="navigation-count">{one.count}</span>}
              </Link>
            </li>
          ))}
        </ul>
        {!me && <Skeleton rows={6} />}
        {me?.apps.map((app) =>
          app.menu.map((group, index) => (
            <section key={`${app.name}-${index}`}>
              <h2 className="navigation-group">{group.label || app.label}</h2>
              <ul>
                {group.items.map((item) => (
                  <li key={item.view}>
                    <Link
                      to="/o/$object"
                      params={{ object: item.object }}
                      search={{ view: item.view }}
                      className="navigation-link"
                      // An entry stays marked on the records, forms and other views of its object, unless another entry has the same object.
                      activeOptions={{ includeSearch: shared(item.object) }}
                      title={collapsed ? item.label : undefined}
                    >
                      <Icon name={iconName(item.icon)} size={18} />
                      <span className="navigation-label truncate">{item.label}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )),
        )}
      </div>
      {onToggle && (
        <div className="navigation-foot">
          <IconButton icon="sidebar" label={t(collapsed ? 'nav.expand' : 'nav.collapse')} aria-expanded={!collapsed} onClick={onToggle} />
        </div>
      )}
    </nav>
  )
}

import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useT } from '@i18n/language'
import { Dialog } from '@ui/dialog'
import { useCompact } from '@ui/use-compact'
import { useMe } from '@forms/queries'
import { BottomBar } from './bottom-bar'
import { Navigation } from './navigation'
import { TopBar } from './top-bar'
import { UnreachableBar } from './unreachable-bar'
import './frame.css'

const COLLAPSED = 'tenon.navigation'

function readCollapsed(): boolean {
  try {
    return localStorage.getItem(COLLAPSED) === 'collapsed'
  } catch {
    return false
  }
}

/** Menu, top bar and the page. */
export function Frame() {
  const t = useT()
  const me = useMe()
  const compact = useCompact()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [collapsed, setCollapsed] = useState(readCollapsed)
  const [drawer, setDrawer] = useState(false)
  useEffect(() => setDrawer(false), [path])

  const toggle = () => {
    setCollapsed(!collapsed)
    try {
      localStorage.setItem(COLLAPSED, collapsed ? 'open' : 'collapsed')
    } catch {
      // Not remembered then.
    }
  }

  // A form has its own bar with the buttons to save at the lower edge.
  const bar = compact && !/\/(new|edit)$/.test(path)
  return (
    <div className={`frame ${collapsed ? 'frame-collapsed' : ''}`}>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      {!compact && <Navigation me={me.data} collapsed={collapsed} onToggle={toggle} />}
      <div className="frame-page">
        <TopBar me={me.data} />
        <UnreachableBar />
        <main id="main" className="frame-main" tabIndex={-1}>
          <Outlet />
        </main>
        {bar && <BottomBar me={me.data} onMenu={() => setDrawer(true)} />}
      </div>
      {compact && drawer && (
        <Dialog title={t('nav.menu')} shape="side" onClose={() => setDrawer(false)}>
          <Navigation me={me.data} collapsed={false} />
        </Dialog>
      )}
    </div>
  )
}

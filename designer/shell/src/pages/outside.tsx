import { lazy, Suspense } from 'react'

const SetPassword = lazy(() => import('./set-password'))
const FirstRun = lazy(() => import('./first-run'))

/** What happens before anybody can sign in: choosing a password with a link, and the first set-up. */
export default function OutsidePage() {
  return <Suspense>{location.pathname === '/set-password' ? <SetPassword /> : <FirstRun />}</Suspense>
}

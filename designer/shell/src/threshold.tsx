import { lazy, Suspense } from 'react'
import { useStore } from '@ui/store'
import { setUpWanted } from './session'
import { SignIn } from './sign-in'

const FirstRun = lazy(() => import('./pages/first-run'))

/** What somebody meets who is not signed in: the sign-in page, or the first set-up while there is nobody. */
export function Threshold() {
  const wanted = useStore(setUpWanted)
  if (!wanted) return <SignIn />
  return (
    <Suspense>
      <FirstRun />
    </Suspense>
  )
}

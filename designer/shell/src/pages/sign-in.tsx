import { lazy, Suspense, useEffect, useState } from 'react'
import { isSetUpWanted } from '@api/set-up'
import { useT } from '@i18n/language'
import { Door } from '../door'
import { SignInForm } from '../sign-in-form'

const FirstRun = lazy(() => import('./first-run'))

/** The page of everybody who is not signed in; the first set-up while the installation waits for its first administrator. */
export default function SignInPage() {
  const t = useT()
  const [chosen, setChosen] = useState(false)
  const [wanted, setWanted] = useState(false)
  // The page does not wait for the answer: it is no for all but the first minutes of an installation.
  useEffect(() => {
    isSetUpWanted().then(setWanted, () => undefined)
  }, [])
  if (wanted) return <Suspense children={<FirstRun />} />
  return (
    <Door title={t('app.name')} text={t('app.motto')} onLanguage={() => setChosen(true)}>
      <SignInForm languageChosen={chosen} />
    </Door>
  )
}

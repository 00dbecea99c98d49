import { configureClient, refreshSession, setToken } from '@api/client'
import { asApiError, UNREACHABLE } from '@api/errors'
import type { SecondStep } from '@api/second-factor'
import { changeLanguage, signIn, signOut } from '@api/session'
import type { Session, User } from '@api/types'
import { currentLanguage, isLanguage, loadLanguage } from '@i18n/language'
import { createStore } from '@ui/store'

/** `down`: the server did not answer when the page was opened. */
export type Phase = 'starting' | 'out' | 'in' | 'down'

export const phase = createStore<Phase>('starting')
export const reachable = createStore(true)

/** The open question to sign in again; its answer lets the waiting requests go on or fail. */
export const expired = createStore<{ login: string; answer: (signedIn: boolean) => void } | null>(null)

let user: User | null = null
let asking: Promise<boolean> | null = null

/** Asks once, however many requests find the session gone at the same time. What was typed stays on the page below. */
function signInAgain(): Promise<boolean> {
  if (phase.get() !== 'in') return Promise.resolve(false)
  asking ??= new Promise<boolean>((resolve) => {
    expired.set({
      login: user?.login ?? '',
      answer: (signedIn) => {
        expired.set(null)
        asking = null
        resolve(signedIn)
      },
    })
  })
  return asking
}

export function prepareSession(): void {
  configureClient({ language: currentLanguage, signInAgain, reachable: (up) => reachable.set(up) })
}

/** Continues the session of an earlier visit, if there is one. */
export async function startSession(): Promise<void> {
  phase.set('starting')
  try {
    const session = await refreshSession()
    user = session.user
    if (isLanguage(user.language) && user.language !== currentLanguage()) await loadLanguage(user.language)
    phase.set('in')
  } catch (error) {
    phase.set(asApiError(error).code === UNREACHABLE ? 'down' : 'out')
  }
}

/** Signs in; answers the second step where one is wanted. */
export async function openSession(login: string, password: string, languageChosen: boolean): Promise<SecondStep | null> {
  const answer = await signIn(login, password)
  if ('second_step' in answer) return answer.second_step
  await enterSession(answer, languageChosen)
  return null
}

/** Goes in with a session. A language chosen on the sign-in page becomes the person's; otherwise the person's becomes the page's. */
export async function enterSession(session: Session, languageChosen: boolean): Promise<void> {
  setToken(session.access_token)
  if (user && user.id !== session.user.id) {
    // Somebody else: nothing of the person before may stay on the page.
    location.assign('/')
    return
  }
  user = session.user
  if (languageChosen) await changeLanguage(currentLanguage()).catch(() => undefined)
  else if (isLanguage(user.language) && user.language !== currentLanguage()) await loadLanguage(user.language)
  phase.set('in')
}

export async function closeSession(): Promise<void> {
  try {
    await signOut()
  } finally {
    setToken(null)
    // A fresh page holds no data of the person who left.
    location.assign('/login')
  }
}

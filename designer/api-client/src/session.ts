import { request, setToken } from './client'
import type { SecondStep } from './second-factor'
import type { Me, Session } from './types'

/** The first step of a sign-in; for many it is the only one. */
export function signIn(login: string, password: string): Promise<Session | { second_step: SecondStep }> {
  return request<Session | { second_step: SecondStep }>('POST', '/auth/login', { body: { login, password } })
}

export async function signOut(): Promise<void> {
  await request<void>('POST', '/auth/logout')
  setToken(null)
}

export function fetchMe(): Promise<Me> {
  return request<Me>('GET', '/me')
}

export function changeLanguage(language: string): Promise<unknown> {
  return request('PATCH', '/me', { body: { language } })
}

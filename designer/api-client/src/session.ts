import { request, setToken } from './client'
import type { Me, Session } from './types'

export async function signIn(login: string, password: string): Promise<Session> {
  const session = await request<Session>('POST', '/auth/login', { body: { login, password } })
  setToken(session.access_token)
  return session
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

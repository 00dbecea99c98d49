import { request } from './client'

/** One sign-in on one device. */
export interface AccountSession {
  id: string
  current: boolean
  agent: string | null
  address: string | null
  created_at: string
  last_used_at: string
}

export interface FirstAdministrator {
  token: string
  company: string
  login: string
  name: string
  password: string
  language: string
}

export function changePassword(current: string, password: string): Promise<void> {
  return request<void>('POST', '/me/password', { body: { current, password } })
}

export async function fetchSessions(): Promise<AccountSession[]> {
  return (await request<{ data: AccountSession[] }>('GET', '/me/sessions')).data
}

export function endSession(id: string): Promise<void> {
  return request<void>('DELETE', `/me/sessions/${encodeURIComponent(id)}`)
}

export function endOtherSessions(): Promise<{ ended: number }> {
  return request<{ ended: number }>('POST', '/me/sessions/end-others', { body: {} })
}

export function setUp(body: FirstAdministrator): Promise<void> {
  return request<void>('POST', '/auth/setup', { body })
}

/** Chooses a password with the token of an invitation or reset. */
export function choosePassword(token: string, password: string): Promise<void> {
  return request<void>('POST', '/auth/password', { body: { token, password } })
}

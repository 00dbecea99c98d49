import { request } from './client'
import type { Session } from './types'

/** What a right password leads to where there is a second factor, or has to be one. */
export interface SecondStep {
  ticket: string
  enrol: boolean
}

/** What an app for codes is set up with. */
export interface AppSecret {
  secret: string
  uri: string
  svg: string
}

export interface SecondFactor {
  on: boolean
  since: string | null
  required: boolean
  recovery_codes_left: number
}

interface Codes {
  recovery_codes: string[]
}

export function fetchSecondFactor(): Promise<SecondFactor> {
  return request<SecondFactor>('GET', '/me/second-factor')
}

export function startSecondFactor(password: string): Promise<AppSecret> {
  return request<AppSecret>('POST', '/me/second-factor', { body: { password } })
}

export function confirmSecondFactor(code: string): Promise<Codes> {
  return request<Codes>('POST', '/me/second-factor/confirm', { body: { code } })
}

export function removeSecondFactor(password: string): Promise<void> {
  return request<void>('POST', '/me/second-factor/remove', { body: { password } })
}

export function newRecoveryCodes(password: string): Promise<Codes> {
  return request<Codes>('POST', '/me/recovery-codes', { body: { password } })
}

/** Sets up the second factor that a role must have, before the first sign-in with it. */
export function beginEnrolment(ticket: string): Promise<AppSecret> {
  return request<AppSecret>('POST', '/auth/second-step/enrol', { body: { ticket } })
}

export function finishSecondStep(ticket: string, code: string): Promise<Session> {
  return request<Session>('POST', '/auth/second-step', { body: { ticket, code } })
}

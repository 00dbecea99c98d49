import { ApiError, UNREACHABLE, errorFrom } from './errors'
import type { Json, Session } from './types'

/** What the client asks of the app around it. */
export interface ClientHost {
  language(): string
  /** Lets the person sign in again over the page; true when the request may be repeated. */
  signInAgain(): Promise<boolean>
  reachable(up: boolean): void
}

export interface RequestInput {
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

const PREFIX = '/api/v1'
// The access token lives in memory only, so that a script in another tab or a stolen disk cannot read it.
let token: string | null = null
let refreshing: Promise<Session> | null = null
let host: ClientHost = { language: () => 'zh-CN', signInAgain: async () => false, reachable: () => undefined }

export function configureClient(value: ClientHost): void {
  host = value
}

export function setToken(value: string | null): void {
  token = value
}

export function hasToken(): boolean {
  return token !== null
}

/** Headers that every call carries; uploads use them as well. */
export function commonHeaders(): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': host.language(), 'X-Tenon': '1' }
  if (token) headers['Authorization'] = `Bearer ${token}`
  return headers
}

export function apiUrl(path: string): string {
  return PREFIX + path
}

async function send(method: string, path: string, input: RequestInput): Promise<Response> {
  const headers = { ...commonHeaders(), ...input.headers }
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: input.signal ?? null }
  if (input.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    init.body = JSON.stringify(input.body)
  }
  try {
    const response = await fetch(apiUrl(path), init)
    host.reachable(response.status < 502)
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    host.reachable(false)
    throw new ApiError(UNREACHABLE, 0, '')
  }
}

/** Exchanges the refresh cookie for a new access token. Calls at the same time share one exchange: the cookie rotates and a second use would end the session. */
export function refreshSession(): Promise<Session> {
  refreshing ??= (async () => {
    const response = await send('POST', '/auth/refresh', {})
    if (!response.ok) throw await errorFrom(response)
    const session = (await response.json()) as Session
    token = session.access_token
    return session
  })().finally(() => {
    refreshing = null
  })
  return refreshing
}

/** Sends a request, renews an expired session once, and throws `ApiError` unless the answer is a success. */
export async function requestRaw(method: string, path: string, input: RequestInput = {}): Promise<Response> {
  let response = await send(method, path, input)
  if (response.status === 401 && !path.startsWith('/auth/')) {
    const again = await renew()
    if (again) response = await send(method, path, input)
  }
  if (!response.ok) throw await errorFrom(response)
  return response
}

async function renew(): Promise<boolean> {
  try {
    await refreshSession()
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === UNREACHABLE) throw error
    token = null
    return host.signInAgain()
  }
}

export async function request<T>(method: string, path: string, input: RequestInput = {}): Promise<T> {
  const response = await requestRaw(method, path, input)
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Builds a query string without the empty values. */
export function queryString(values: Record<string, Json | undefined>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** A random id that also works on an intranet without HTTPS, where `crypto.randomUUID` is missing. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

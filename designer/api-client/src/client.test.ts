import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { configureClient, request, setToken } from './client'
import { ApiError } from './errors'
import { fileName } from './records'

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const expired = () => answer(401, { error: { code: 'session_expired', message: '过期' } })
let calls: string[] = []
let host = { language: () => 'en', signInAgain: vi.fn(async () => false), reachable: vi.fn() }

function serve(respond: (path: string, init: RequestInit, turn: number) => Response | Promise<Response>) {
  calls = []
  vi.stubGlobal(
    'fetch',
    vi.fn((path: string, init: RequestInit) => {
      calls.push(path)
      return Promise.resolve(respond(path, init, calls.filter((one) => one === path).length))
    }),
  )
}

beforeEach(() => {
  host = { language: () => 'en', signInAgain: vi.fn(async () => false), reachable: vi.fn() }
  configureClient(host)
  setToken('old')
})
afterEach(() => vi.unstubAllGlobals())

test('renews an expired session once and repeats the request with the new token', async () => {
  serve((path, init, turn) => {
    if (path.endsWith('/auth/refresh')) return answer(200, { access_token: 'new', expires_in: 900, user: {} })
    return turn === 1 ? expired() : answer(200, { token: new Headers(init.headers).get('authorization') })
  })
  expect(await request('GET', '/me')).toEqual({ token: 'Bearer new' })
})

test('requests at the same time share one renewal, because the cookie may be used only once', async () => {
  serve((path, init) => {
    if (path.endsWith('/auth/refresh')) return answer(200, { access_token: 'new', expires_in: 900, user: {} })
    return new Headers(init.headers).get('authorization') === 'Bearer new' ? answer(200, {}) : expired()
  })
  await Promise.all([request('GET', '/a'), request('GET', '/b'), request('GET', '/c')])
  expect(calls.filter((path) => path.endsWith('/auth/refresh'))).toHaveLength(1)
})

test('asks the person to sign in when the renewal is refused, then goes on', async () => {
  host.signInAgain.mockImplementation(async () => {
    setToken('mine')
    return true
  })
  serve((path, init) => (new Headers(init.headers).get('authorization') === 'Bearer mine' ? answer(200, { ok: true }) : path ? expired() : expired()))
  expect(await request('POST', '/records/x', { body: {} })).toEqual({ ok: true })
  expect(host.signInAgain).toHaveBeenCalledTimes(1)
})

test('a wrong password is no expired session', async () => {
  serve(() => answer(401, { error: { code: 'login_failed', message: 'no' } }))
  await expect(request('POST', '/auth/login', { body: {} })).rejects.toMatchObject({ code: 'login_failed' })
  expect(calls).toHaveLength(1)
})

test('a refusal carries code, problems and the current record', async () => {
  serve(() => answer(412, { error: { code: 'revision_stale', message: 'stale', current: { id: '1', revision: 4 } } }))
  const error = await request('PATCH', '/records/x/1').catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 412, current: { revision: 4 } })
})

test('a server that does not answer has its own code', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  await expect(request('GET', '/me')).rejects.toMatchObject({ code: 'unreachable' })
  expect(host.reachable).toHaveBeenLastCalledWith(false)
  serve(() => new Response('<html>Bad gateway</html>', { status: 502 }))
  await expect(request('GET', '/me')).rejects.toMatchObject({ code: 'unreachable' })
})

test('the name of a download', () => {
  expect(fileName("inline; filename=\"x.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf")).toBe('合同.pdf')
  expect(fileName('attachment; filename="a.pdf"')).toBe('a.pdf')
  expect(fileName(null)).toBeNull()
})

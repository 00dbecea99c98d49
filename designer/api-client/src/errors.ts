import type { Problem, RecordData } from './types'

/** Code of a request that never reached a server. */
export const UNREACHABLE = 'unreachable'

/** A refused or failed request, always with a code of the server's catalogue or `unreachable`. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly problems: Problem[]
  readonly requestId: string | null
  /** The record as it is now, when somebody else saved in between. */
  readonly current: RecordData | null

  constructor(code: string, status: number, message: string, more: { problems?: Problem[]; requestId?: string | null; current?: RecordData | null } = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.problems = more.problems ?? []
    this.requestId = more.requestId ?? null
    this.current = more.current ?? null
  }
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError('internal', 0, error instanceof Error ? error.message : String(error))
}

interface ErrorBody {
  error?: { code?: string; message?: string; problems?: Problem[]; request_id?: string; current?: RecordData }
}

/** Reads the error body; a proxy's HTML page becomes a plain error too. */
export async function errorFrom(response: Response): Promise<ApiError> {
  let body: ErrorBody = {}
  try {
    body = (await response.json()) as ErrorBody
  } catch {
    body = {}
  }
  const error = body.error ?? {}
  // A gateway in front of a stopped server answers 502-504 without our error body.
  const down = !error.code && response.status >= 502
  const code = error.code ?? (down ? UNREACHABLE : 'internal')
  return new ApiError(code, response.status, error.message ?? '', {
    problems: error.problems ?? [],
    requestId: error.request_id ?? response.headers.get('x-request-id'),
    current: error.current ?? null,
  })
}

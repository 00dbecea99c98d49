import { apiUrl, commonHeaders, queryString, refreshSession, requestRaw } from './client'
import { ApiError, UNREACHABLE } from './errors'
import type { FileInfo, Problem } from './types'

export interface Upload {
  done: Promise<FileInfo>
  cancel(): void
}

interface Answer extends Partial<FileInfo> {
  error?: { code: string; message: string; problems?: Problem[] }
}

/** Uploads one file. XMLHttpRequest, because `fetch` tells nothing about the progress of a request body. */
export function uploadFile(object: string, field: string, file: File, progress: (share: number) => void): Upload {
  let current: XMLHttpRequest | null = null
  const attempt = () =>
    new Promise<FileInfo>((resolve, reject) => {
      const request = new XMLHttpRequest()
      current = request
      request.open('POST', apiUrl(`/files${queryString({ object, field })}`))
      for (const [name, value] of Object.entries(commonHeaders())) request.setRequestHeader(name, value)
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
      request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
      request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0)
      request.onerror = () => reject(new ApiError(UNREACHABLE, 0, ''))
      request.onabort = () => reject(new ApiError('cancelled', 0, ''))
      request.onload = () => {
        let answer: Answer = {}
        try {
          answer = JSON.parse(request.responseText) as Answer
        } catch {
          answer = {}
        }
        if (request.status < 300 && answer.id) resolve(answer as FileInfo)
        else reject(new ApiError(answer.error?.code ?? 'internal', request.status, answer.error?.problems?.[0]?.message ?? answer.error?.message ?? ''))
      }
      request.send(file)
    })
  const done = attempt().catch(async (error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    await refreshSession()
    return attempt()
  })
  return { done, cancel: () => current?.abort() }
}

/** The content of a stored file. A plain link would not carry the access token. */
export async function fetchFile(id: string): Promise<Blob> {
  const response = await requestRaw('GET', `/files/${encodeURIComponent(id)}`, { headers: { Accept: '*/*' } })
  return response.blob()
}

import { newId, queryString, request, requestRaw } from './client'
import type { FieldValue, HistoryEntry, ObjectMeta, RecordData, RecordPage, RecordQuery } from './types'

const path = (object: string, id?: string) => `/records/${encodeURIComponent(object)}${id ? `/${encodeURIComponent(id)}` : ''}`

/** The version that a write expects to find. */
const ifMatch = (revision: number) => ({ 'If-Match': `"${revision}"` })

export type Values = Record<string, FieldValue>

export function fetchObject(object: string): Promise<ObjectMeta> {
  return request('GET', `/meta/objects/${encodeURIComponent(object)}`)
}

export function queryRecords(object: string, query: RecordQuery, signal?: AbortSignal): Promise<RecordPage> {
  return request('POST', `${path(object)}/query`, { body: query, signal })
}

export function fetchRecord(object: string, id: string): Promise<RecordData> {
  return request('GET', path(object, id))
}

/** The warnings that the person has confirmed. */
const confirming = (rules: readonly string[]) => queryString({ confirm: rules.join(',') })

/** Creates a record; the key makes a repeated attempt harmless. */
export function createRecord(object: string, values: Values, key: string, confirmed: readonly string[] = []): Promise<RecordData> {
  return request('POST', path(object) + confirming(confirmed), { body: values, headers: { 'Idempotency-Key': key } })
}

export function updateRecord(object: string, id: string, revision: number, values: Values, confirmed: readonly string[] = []): Promise<RecordData> {
  return request('PATCH', path(object, id) + confirming(confirmed), { body: values, headers: { ...ifMatch(revision), 'Idempotency-Key': newId() } })
}

export function deleteRecord(object: string, id: string, revision: number, confirmed: readonly string[] = []): Promise<void> {
  return request('DELETE', path(object, id) + confirming(confirmed), { headers: ifMatch(revision) })
}

export function computeRecord(object: string, values: Values, signal?: AbortSignal): Promise<Values> {
  return request('POST', `${path(object)}/compute`, { body: values, signal })
}

export async function fetchHistory(object: string, id: string): Promise<HistoryEntry[]> {
  return (await request<{ data: HistoryEntry[] }>('GET', `${path(object, id)}/history`)).data
}

/** The PDF of a record. */
export async function fetchPrint(template: string, id: string): Promise<{ blob: Blob; name: string }> {
  const response = await requestRaw('GET', `/prints/${encodeURIComponent(template)}/${encodeURIComponent(id)}`, { headers: { Accept: 'application/pdf' } })
  return { blob: await response.blob(), name: fileName(response.headers.get('content-disposition')) ?? `${template}.pdf` }
}

/** Reads `filename*=UTF-8''…` (RFC 6266), then plain `filename=`. */
export function fileName(disposition: string | null): string | null {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (extended) {
    try {
      return decodeURIComponent(extended)
    } catch {
      return null
    }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? null
}

export async function fetchOpenApi(): Promise<unknown> {
  return request('GET', `/openapi.json${queryString({})}`)
}

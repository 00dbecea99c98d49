import { newId, queryString, request } from './client'
import type { Instance, Notice, TaskPage } from './approval-types'

const once = () => ({ 'Idempotency-Key': newId() })

export type TaskState = 'open' | 'done'

export function fetchTasks(state: TaskState, after?: string, limit = 30): Promise<TaskPage> {
  return request('GET', `/tasks${queryString({ state, after, limit })}`)
}

export function submitRecord(object: string, id: string, flow?: string, comment?: string): Promise<Instance> {
  const body: Record<string, string> = {}
  if (flow) body['flow'] = flow
  if (comment) body['comment'] = comment
  return request('POST', `/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}/submit`, { body, headers: once() })
}

export function decideTask(id: string, decision: 'approve' | 'reject', comment: string): Promise<Instance> {
  return request('POST', `/tasks/${encodeURIComponent(id)}/${decision}`, { body: comment ? { comment } : {}, headers: once() })
}

export function fetchInstance(id: string): Promise<Instance> {
  return request('GET', `/instances/${encodeURIComponent(id)}`)
}

export function withdrawInstance(id: string, comment?: string): Promise<Instance> {
  return request('POST', `/instances/${encodeURIComponent(id)}/withdraw`, { body: comment ? { comment } : {}, headers: once() })
}

export async function fetchNotices(): Promise<Notice[]> {
  return (await request<{ data: Notice[] }>('GET', '/notices')).data
}

export function readNotice(id: string): Promise<void> {
  return request('POST', `/notices/${encodeURIComponent(id)}/read`)
}

export function readAllNotices(): Promise<void> {
  return request('POST', '/notices/read-all')
}

import { queryString, request } from './client'
import type { Department, Person } from './types'

export async function fetchUsers(search: string, signal?: AbortSignal): Promise<Person[]> {
  return (await request<{ data: Person[] }>('GET', `/users${queryString({ search, limit: 50 })}`, { signal })).data
}

export async function fetchDepartments(signal?: AbortSignal): Promise<Department[]> {
  return (await request<{ data: Department[] }>('GET', '/departments', { signal })).data
}

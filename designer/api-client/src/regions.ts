import { queryString, request } from './client'

/** A division of China. */
export interface Region {
  code: string
  label: string
  has_children: boolean
}

/** The parts of a division, the provinces without one; or with a search what is found by name or code, with the names from the top. */
export async function fetchRegions(of: { parent?: string; search?: string }, signal?: AbortSignal): Promise<Region[]> {
  return (await request<{ data: Region[] }>('GET', `/meta/regions${queryString(of)}`, { signal })).data
}

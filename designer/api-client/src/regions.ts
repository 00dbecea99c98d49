import { queryString, request } from './client'

export interface Region {
  code: string
  label: string
  has_children: boolean
}

/** The provinces; with a search, divisions found by name or code with the names from the top. */
export async function fetchRegions(search: string, signal?: AbortSignal): Promise<Region[]> {
  return (await request<{ data: Region[] }>('GET', `/meta/regions${queryString({ search })}`, { signal })).data
}

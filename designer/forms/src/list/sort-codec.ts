import type { Sort } from '@api/types'

/** `-created_at,name`: the order of the API in the address of a page. */
export function encodeSort(sort: readonly Sort[]): string {
  return sort.map((one) => (one.direction === 'desc' ? '-' : '') + one.field).join(',')
}

export function decodeSort(text: string | undefined): Sort[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part.replace('-', '') !== '')
    .map((part) => (part.startsWith('-') ? { field: part.slice(1), direction: 'desc' } : { field: part, direction: 'asc' }))
}

/** A click on a header: ascending, then descending, then the order of the view. */
export function nextSort(current: readonly Sort[], field: string): Sort[] {
  const [first] = current
  if (first?.field !== field) return [{ field, direction: 'asc' }]
  return first.direction === 'asc' ? [{ field, direction: 'desc' }] : []
}

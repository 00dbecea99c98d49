import { keepPreviousData, useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/react-query'
import { fetchInstance, fetchNotices, fetchTasks, type TaskState } from '@api/approvals'
import { fetchHistory, fetchObject, fetchRecord, queryRecords } from '@api/records'
import { fetchMe } from '@api/session'
import type { ObjectMeta, RecordQuery } from '@api/types'
import { useLanguage } from '@i18n/language'

/** Every query of the app in one place, so that what a write makes old can be named here too. */

const MINUTE = 60_000

export function useMe(enabled = true) {
  return useQuery({ queryKey: ['me', useLanguage()], queryFn: fetchMe, enabled, staleTime: MINUTE / 2, refetchInterval: MINUTE, placeholderData: keepPreviousData })
}

export function useObject(object: string) {
  return useQuery({ queryKey: ['object', object, useLanguage()], queryFn: () => fetchObject(object), staleTime: 5 * MINUTE, refetchInterval: (query) => isComputing(query.state.data) && MINUTE / 6 })
}

/** Fields that are being computed again lose their mark once they are done. */
const isComputing = (meta?: ObjectMeta) => meta?.fields.some((field) => field.computing) ?? false

export function useRecord(object: string, id: string | undefined) {
  return useQuery({ queryKey: ['record', object, id, useLanguage()], queryFn: () => fetchRecord(object, id ?? ''), enabled: id !== undefined })
}

export const PAGE_SIZE = 50

export function useRecords(object: string, query: RecordQuery, enabled = true) {
  const language = useLanguage()
  return useInfiniteQuery({
    queryKey: ['records', object, language, query],
    queryFn: ({ pageParam, signal }) =>
      queryRecords(object, { ...query, limit: query.limit ?? PAGE_SIZE, ...(pageParam === null ? { count: 'exact' as const } : { after: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useHistory(object: string, id: string, enabled: boolean) {
  return useQuery({ queryKey: ['history', object, id, useLanguage()], queryFn: () => fetchHistory(object, id), enabled })
}

export function useTasks(state: TaskState) {
  return useInfiniteQuery({
    queryKey: ['tasks', state, useLanguage()],
    queryFn: ({ pageParam }) => fetchTasks(state, pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
}

export function useInstance(id: string | null | undefined) {
  return useQuery({ queryKey: ['instance', id, useLanguage()], queryFn: () => fetchInstance(id ?? ''), enabled: Boolean(id) })
}

export function useNotices(enabled = true) {
  return useQuery({ queryKey: ['notices', useLanguage()], queryFn: fetchNotices, enabled })
}

/** After a write to a record: it, all lists, its history and its approval are old. */
export function recordChanged(client: QueryClient, object: string, id: string): void {
  void client.invalidateQueries({ queryKey: ['record', object, id] })
  void client.invalidateQueries({ queryKey: ['records'] })
  void client.invalidateQueries({ queryKey: ['history', object, id] })
  void client.invalidateQueries({ queryKey: ['instance'] })
}

/** After a step of an approval: also the inbox and the numbers in the top bar. */
export function approvalChanged(client: QueryClient): void {
  for (const key of ['tasks', 'me', 'record', 'records', 'instance', 'history', 'notices']) void client.invalidateQueries({ queryKey: [key] })
}

import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ListPage, type ListSearch } from '@forms/list/list-page'
import { listRoute } from '../routes'

export default function ObjectListPage() {
  const { object } = listRoute.useParams()
  const search = listRoute.useSearch()
  const navigate = useNavigate()
  const onSearch = useCallback(
    // Typing in the search box must not fill the history with every letter.
    (next: ListSearch) => void navigate({ to: '/o/$object', params: { object }, search: next, replace: true }),
    [navigate, object],
  )
  return <ListPage key={object} object={object} search={search} onSearch={onSearch} />
}

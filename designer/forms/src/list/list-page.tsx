import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RecordData, RecordQuery } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Icon, iconName } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import { MessagePanel } from '@ui/message-panel'
import { Skeleton } from '@ui/skeleton'
import { Tabs } from '@ui/tabs'
import { useCompact } from '@ui/use-compact'
import { withCurrencies } from '../field-view'
import { LoadError } from '../load-error'
import { useMe, useObject, useRecords } from '../queries'
import { CardList } from './card-list'
import { columnsOf, loadWidths, saveWidths } from './columns'
import { FilterButton } from './filter-button'
import { FilterChips } from './filter-chips'
import { decodeFilter, encodeFilter, toTree, type Condition } from './filter-codec'
import { Grid } from './grid'
import { SearchBox } from './search-box'
import { decodeSort, encodeSort, nextSort } from './sort-codec'
import { useListKeys } from './use-list-keys'
import './list-page.css'
import './filter.css'

export interface ListSearch {
  view?: string | undefined
  q?: string | undefined
  f?: string | undefined
  sort?: string | undefined
}

interface Props {
  object: string
  search: ListSearch
  onSearch: (next: ListSearch) => void
}

/** The list of an object: what is shown stands in the address, so that it can be sent to somebody. */
export function ListPage({ object, search, onSearch }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const compact = useCompact()
  const searchInput = useRef<HTMLInputElement>(null)
  const me = useMe()
  const { data: meta, error: metaError, refetch: refetchMeta } = useObject(object)
  const view = meta?.views.find((one) => one.name === search.view) ?? meta?.views[0]
  const user = me.data?.user.id ?? ''
  const [widths, setWidths] = useState(() => loadWidths(user, object, view?.name ?? ''))
  useEffect(() => setWidths(loadWidths(user, object, view?.name ?? '')), [user, object, view?.name])

  const columns = useMemo(() => (meta ? columnsOf(meta, view, widths) : []), [meta, view, widths])
  const conditions = useMemo(() => decodeFilter(search.f), [search.f])
  const sort = useMemo(() => decodeSort(search.sort), [search.sort])
  const query = useMemo((): RecordQuery => {
    if (!meta) return {}
    const filter = toTree(conditions, meta.fields)
    const shown = columnsOf(meta, view, {}).map((column) => column.field)
    const fields = [...new Set([...withCurrencies(shown, meta.fields), meta.title_field])]
    return {
      fields,
      ...(view?.name ? { view: view.name } : {}),
      ...(filter === undefined ? {} : { filter }),
      ...(sort.length > 0 ? { sort } : {}),
      ...(search.q ? { search: search.q } : {}),
    }
  }, [meta, view, conditions, sort, search.q])

  const records = useRecords(object, query, meta !== undefined)
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.data) ?? [], [records.data])
  const count = records.data?.pages[0]?.count
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = records
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError])

  const change = useCallback((next: Partial<ListSearch>) => onSearch({ ...search, ...next }), [search, onSearch])
  const onQuery = useCallback((q: string) => change({ q: q || undefined }), [change])
  const onFilter = (next: Condition[]) => change({ f: encodeFilter(next) || undefined })
  const hrefOf = useCallback((row: RecordData) => `/o/${object}/${row.id}`, [object])
  const create = () => void navigate({ to: '/o/$object/new', params: { object } })
  useListKeys(() => searchInput.current?.focus(), meta?.rights.create ? create : null)

  if (metaError) return <LoadError page error={metaError} retry={() => void refetchMeta()} />
  if (!meta) return <Skeleton rows={10} />

  const narrowed = Boolean(search.q) || conditions.length > 0
  const effective = sort.length > 0 ? sort : (view?.sort ?? []).map((one) => ({ field: one.field, direction: one.direction ?? ('asc' as const) }))
  const setWidth = (field: string, width: number) => {
    const next = { ...widths, [field]: width }
    setWidths(next)
    saveWidths(user, object, view?.name ?? '', next)
  }

  return (
    <div className="list-page">
      <header className="list-head">
        <span className="list-icon">
          <Icon name={iconName(meta.icon)} size={20} />
        </span>
        <h1 className="truncate">{meta.label}</h1>
        <Tabs label={t('list.views')} tabs={meta.views.map((one) => ({ key: one.name ?? '', label: one.label }))} active={view?.name ?? ''} onChange={(name) => onSearch({ view: name || undefined, q: search.q })} />
        <span className="list-gap" />
        {meta.rights.create && (
          <Link to="/o/$object/new" params={{ object }} className="button button-primary">
            <Icon name="plus" />
            <span>{t('list.new', { object: meta.label })}</span>
          </Link>
        )}
      </header>
      <section className="list-body card" aria-label={view?.label ?? meta.label}>
        <div className="list-tools">
          <SearchBox value={search.q ?? ''} onChange={onQuery} inputRef={searchInput} />
          <FilterButton fields={meta.fields} conditions={conditions} onChange={onFilter} />
          <span className="list-gap" />
          <span className="list-count muted" role="status">
            {count !== undefined && (rows.length < count ? t('list.loaded', { n: rows.length, count }) : t('list.count', { count }))}
          </span>
          <IconButton icon="refresh" label={t('action.refresh')} onClick={() => void records.refetch()} />
        </div>
        <FilterChips fields={meta.fields} conditions={conditions} onChange={onFilter} />
        {records.error && rows.length === 0 ? (
          <LoadError error={records.error} retry={() => void records.refetch()} />
        ) : records.isPending ? (
          <Skeleton rows={10} />
        ) : rows.length === 0 && narrowed ? (
          <MessagePanel icon="search" title={t('list.none_found')} text={t('list.none_found_text')}>
            <Button onClick={() => onSearch({ view: search.view })}>{t('list.show_all')}</Button>
          </MessagePanel>
        ) : rows.length === 0 ? (
          <MessagePanel icon={iconName(meta.icon)} title={t('list.empty', { object: meta.label })} text={meta.rights.create ? t('list.empty_text') : t('list.empty_readonly')}>
            {meta.rights.create && (
              <Button look="primary" icon="plus" onClick={create}>
                {t('list.new', { object: meta.label })}
              </Button>
            )}
          </MessagePanel>
        ) : compact ? (
          <CardList label={meta.label} columns={columns} rows={rows} title={meta.fields.find((field) => field.name === meta.title_field)} hrefOf={hrefOf} hasMore={records.hasNextPage} onMore={more} />
        ) : (
          <Grid
            key={`${object}/${view?.name}`}
            label={meta.label}
            columns={columns}
            rows={rows}
            count={count}
            titleField={meta.title_field}
            sort={effective}
            onSort={(field) => change({ sort: encodeSort(nextSort(effective, field)) || undefined })}
            onWidth={setWidth}
            hrefOf={hrefOf}
            onOpen={(row) => void navigate({ to: hrefOf(row) })}
            hasMore={records.hasNextPage}
            onMore={more}
            loadingMore={isFetchingNextPage}
          />
        )}
        {isFetchNextPageError && (
          <p className="list-failed" role="alert">
            {t('list.more_failed')} <Button small onClick={() => void fetchNextPage()}>{t('action.retry')}</Button>
          </p>
        )}
      </section>
    </div>
  )
}

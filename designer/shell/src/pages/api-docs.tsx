import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { fetchOpenApi } from '@api/records'
import { LoadError } from '@forms/load-error'
import { useT } from '@i18n/language'
import { Skeleton } from '@ui/skeleton'
import { usePageTexts } from '../use-page-texts'
import { EndpointCard } from './endpoint-card'
import { groupEndpoints, type OpenApi } from './open-api'
import { SchemaTable } from './schema-table'
import './api-docs.css'

/** The API of this installation, with one schema per published object. */
export default function ApiDocsPage() {
  const t = useT()
  const text = usePageTexts()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({ queryKey: ['openapi'], queryFn: async () => (await fetchOpenApi()) as OpenApi, staleTime: Infinity })
  const groups = useMemo(() => {
    const wanted = search.trim().toLowerCase()
    return groupEndpoints(data ?? {})
      .map(([name, list]) => [name, list.filter((one) => `${one.method} ${one.path} ${one.operation.summary ?? ''}`.toLowerCase().includes(wanted))] as const)
      .filter(([, list]) => list.length > 0)
  }, [data, search])
  if (error) return <LoadError page error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton rows={10} />
  const schemas = Object.entries(data.components?.schemas ?? {}).filter(([name]) => name.toLowerCase().includes(search.trim().toLowerCase()))

  return (
    <div className="docs">
      <header>
        <h1>
          {data.info?.title ?? 'API'} <span className="muted">{data.info?.version}</span>
        </h1>
        {data.info?.description && <p className="muted">{data.info.description}</p>}
        <input className="field-control docs-search" type="search" aria-label={text('docs.search')} placeholder={text('docs.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
        <a href="/api/v1/openapi.json" className="docs-source">openapi.json</a>
      </header>
      {groups.map(([name, list]) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          {list.map((endpoint) => (
            <EndpointCard key={endpoint.id} document={data} endpoint={endpoint} open={open === endpoint.id} onToggle={() => setOpen(open === endpoint.id ? null : endpoint.id)} />
          ))}
        </section>
      ))}
      {schemas.length > 0 && (
        <section aria-label={text('docs.schemas')}>
          <h2>{text('docs.schemas')}</h2>
          {schemas.map(([name, schema]) => (
            <article key={name} className="card docs-endpoint">
              <button type="button" className="docs-line" aria-expanded={open === name} onClick={() => setOpen(open === name ? null : name)}>
                <code>{name}</code>
                <span className="muted truncate">{schema.description}</span>
              </button>
              {open === name && (
                <div className="docs-body">
                  <SchemaTable document={data} schema={schema} />
                </div>
              )}
            </article>
          ))}
        </section>
      )}
      {groups.length === 0 && schemas.length === 0 && <p className="muted">{t('picker.nothing')}</p>}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'

export interface Part {
  label: string
  object?: string
  id?: string | undefined
}

/** The line of breadcrumbs; its last part also names the browser tab. */
export function Trail({ parts, title }: { parts: Part[]; title?: string | undefined }) {
  const t = useT()
  const last = title ?? parts.at(-1)?.label
  useEffect(() => {
    document.title = last ? `${last} · ${t('app.name')}` : t('app.name')
  }, [last, t])
  return (
    <nav className="breadcrumbs" aria-label={t('nav.breadcrumbs')}>
      <ol>
        {parts.map((part, index) => (
          <li key={index} className="truncate">
            {index > 0 && <Icon name="chevron-right" size={13} />}
            {(index === parts.length - 1 && parts.length > 1) || !part.object ? (
              <span aria-current={index === parts.length - 1 ? 'page' : undefined}>{part.label}</span>
            ) : part.id ? (
              <Link to="/o/$object/$id" params={{ object: part.object, id: part.id }}>
                {part.label}
              </Link>
            ) : (
              <Link to="/o/$object" params={{ object: part.object }}>
                {part.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

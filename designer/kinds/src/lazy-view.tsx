import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import type { FieldMeta, FieldValue } from '@api/types'

export interface ViewProps {
  value: FieldValue
  field: FieldMeta
}

/** A picture of a value that is loaded when a page shows the first one; until then its text stands there. */
export function lazyView(load: () => Promise<ComponentType<ViewProps>>, text: (value: FieldValue, field: FieldMeta) => string): (value: FieldValue, field: FieldMeta) => ReactNode {
  const Loaded = lazy(async () => ({ default: await load() }))
  return (value, field) => (
    <Suspense fallback={<span className="muted">{text(value, field)}</span>}>
      <Loaded value={value} field={field} />
    </Suspense>
  )
}

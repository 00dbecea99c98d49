import { lazy, Suspense, useRef, useState } from 'react'
import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Popover } from '@ui/popover'
import { Skeleton } from '@ui/skeleton'
import type { Condition } from './filter-codec'

const FilterBuilder = lazy(async () => ({ default: (await import('./filter-builder')).FilterBuilder }))

export function FilterButton({ fields, conditions, onChange }: { fields: FieldMeta[]; conditions: Condition[]; onChange: (conditions: Condition[]) => void }) {
  const t = useT()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button ref={anchor} icon="filter" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {conditions.length > 0 ? t('filter.count', { n: conditions.length }) : t('filter.title')}
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} role="dialog" label={t('filter.title')}>
          <Suspense fallback={<Skeleton rows={2} />}>
            <FilterBuilder
              fields={fields}
              conditions={conditions}
              onApply={(next) => {
                onChange(next)
                setOpen(false)
              }}
            />
          </Suspense>
        </Popover>
      )}
    </>
  )
}

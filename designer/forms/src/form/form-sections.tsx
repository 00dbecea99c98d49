import { lazy, Suspense } from 'react'
import type { FormSection, ObjectMeta } from '@api/types'
import { kindOf } from '@kinds/fields/registry'
import { FormField } from './form-field'
import { withinAmounts } from '../field-view'
import { SubTable } from './sub-table'
import './form-sections.css'

/** Few objects have amounts in several currencies, and no other form should carry their inputs. */
const MoneyField = lazy(async () => ({ default: (await import('./money-field')).MoneyField }))

/** The sections of a form document. Sub-tables always take the whole width. */
export function FormSections({ meta, sections }: { meta: ObjectMeta; sections: readonly FormSection[] }) {
  const within = withinAmounts(meta)
  return sections.map((section) => (
    <section key={section.name} className="form-section card" aria-label={section.label || undefined}>
      {section.label && <h2 className="section-title">{section.label}</h2>}
      <div className={`form-grid form-columns-${Math.min(4, Math.max(1, section.columns ?? 2))}`}>
        {section.fields.map((place) => {
          const field = meta.fields.find((one) => one.name === place.field)
          if (!field || within.has(field.name)) return null
          if (field.type === 'children') return <SubTable key={field.name} field={field} columns={place.columns} titled={section.label !== field.label} />
          if (field.options.currencies) {
            return (
              <Suspense key={field.name} fallback={<FormField field={field} wide={place.wide} />}>
                <MoneyField field={field} wide={place.wide} />
              </Suspense>
            )
          }
          return <FormField key={field.name} field={field} wide={place.wide || kindOf(field.type).wide} />
        })}
      </div>
    </section>
  ))
}

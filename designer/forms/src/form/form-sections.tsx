import type { FormSection, ObjectMeta } from '@api/types'
import { kindOf } from '@kinds/fields/registry'
import { FormField } from './form-field'
import { MoneyField } from './money-field'
import { SubTable } from './sub-table'
import './form-sections.css'

/** The sections of a form document. Sub-tables always take the whole width. */
export function FormSections({ meta, sections }: { meta: ObjectMeta; sections: readonly FormSection[] }) {
  return sections.map((section) => (
    <section key={section.name} className="form-section card" aria-label={section.label || undefined}>
      {section.label && <h2 className="section-title">{section.label}</h2>}
      <div className={`form-grid form-columns-${Math.min(4, Math.max(1, section.columns ?? 2))}`}>
        {section.fields.map((place) => {
          const field = meta.fields.find((one) => one.name === place.field)
          if (!field) return null
          if (field.type === 'children') return <SubTable key={field.name} field={field} columns={place.columns} titled={section.label !== field.label} />
          if (field.options.currencies) return <MoneyField key={field.name} field={field} wide={place.wide} />
          return <FormField key={field.name} field={field} wide={place.wide || kindOf(field.type).wide} />
        })}
      </div>
    </section>
  ))
}

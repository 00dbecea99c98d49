import { Link } from '@tanstack/react-router'
import type { FieldMeta, Named, ObjectMeta, RecordData } from '@api/types'
import { isEmpty } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'
import { asAnyTarget, asNamed, asNamedList } from '@kinds/values'
import { Nothing } from '@ui/nothing'
import { readRows } from '../form/rows'
import { computingMark, pageValue, withinAmounts } from '../field-view'
import { ChildTable } from './child-table'
import { MoneyView } from './money-view'
import '../form/form-sections.css'

function content(meta: ObjectMeta, field: FieldMeta, record: RecordData) {
  const value = record[field.name]
  if (field.options.currencies && !isEmpty(value)) return <MoneyView field={field} record={record} company={meta.fields.find((one) => one.name === `${field.name}_company`)} />
  const link = (object: string, target: Named) => (
    <Link key={target.id} to="/o/$object/$id" params={{ object, id: target.id }}>
      {target.label}
    </Link>
  )
  const target = asNamed(value)
  const chosen = field.type === 'any_reference' && asAnyTarget(value)
  if (chosen) return link(chosen.object, chosen)
  const { object } = field.options
  if (field.type === 'reference' && target && object) return link(object, target)
  if (field.type === 'many_to_many' && object && !isEmpty(value)) return <span className="record-links">{asNamedList(value).map((one) => link(object, one))}</span>
  return isEmpty(value) ? <Nothing /> : pageValue(field, value)
}

/** The form's sections for reading. */
export function RecordSections({ meta, record }: { meta: ObjectMeta; record: RecordData }) {
  const within = withinAmounts(meta)
  return meta.form.sections.map((section) => (
    <section key={section.name} className="form-section card" aria-label={section.label || undefined}>
      {section.label && <h2 className="section-title">{section.label}</h2>}
      <dl className={`form-grid record-grid form-columns-${Math.min(4, Math.max(1, section.columns ?? 2))}`}>
        {section.fields.map((place) => {
          const field = meta.fields.find((one) => one.name === place.field)
          if (!field || within.has(field.name)) return null
          const value = record[field.name]
          // A field that its record hides has lost its value; an empty one may be hidden as well.
          if (field.rules?.visible && isEmpty(value)) return null
          if (field.type === 'children') {
            return (
              <div key={field.name} className="form-wide">
                {section.label !== field.label && <dt>{field.label}</dt>}
                <dd>
                  <ChildTable field={field} child={meta.children[field.options.object ?? '']} columns={place.columns} rows={readRows(value)} />
                </dd>
              </div>
            )
          }
          return (
            <div key={field.name} className={place.wide || kindOf(field.type).wide ? 'form-wide' : ''} data-field={field.name}>
              <dt>
                {field.label} {computingMark(field)}
              </dt>
              <dd>{content(meta, field, record)}</dd>
            </div>
          )
        })}
      </dl>
    </section>
  ))
}

import type { ReactNode } from 'react'
import type { FieldMeta, FieldValue } from '@api/types'
import type { IconName } from '@ui/icon'
import type { FieldKind } from './field-kind'

/** A type whose values the server computes in another type: made with what finds that type, since the registry knows this one too. */
export type ComputedKind = (find: (type: string) => FieldKind) => FieldKind

/** The field as it would be if it had the type of the values that the server computes for it. */
function resultOf(field: FieldMeta): FieldMeta {
  return { ...field, type: field.result?.type ?? 'text', options: field.result?.options ?? field.options }
}

/** It looks like the type of its values everywhere, and nobody writes it: where a form would have an input, the value itself stands. */
export function computedKind(kind: string, icon: IconName): ComputedKind {
  return (find) => {
    const of = (field: FieldMeta) => ({ result: resultOf(field), shown: find(resultOf(field).type) })
    const view = (value: FieldValue, field: FieldMeta): ReactNode => of(field).shown.view(value, of(field).result)
    return {
      kind,
      icon,
      input: ({ field, value, id }) => (
        <output id={id} className="form-output" aria-label={field.label}>
          {view(value, field)}
        </output>
      ),
      view,
      page: (value, field) => (of(field).shown.page ?? of(field).shown.view)(value, of(field).result),
      text: (value, field) => of(field).shown.text(value, of(field).result),
      filter: 'result',
    }
  }
}

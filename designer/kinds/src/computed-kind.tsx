import type { FieldMeta } from '@api/types'
import type { IconName } from '@ui/icon'
import type { FieldKind, InputProps } from './field-kind'
import { kindOf } from './fields/registry'

/** The field as it would be if it had the type of the values that the server computes for it. */
function resultOf(field: FieldMeta): FieldMeta {
  return { ...field, type: field.result?.type ?? 'text', options: field.result?.options ?? field.options }
}

function view(value: InputProps['value'], field: FieldMeta) {
  const result = resultOf(field)
  return kindOf(result.type).view(value, result)
}

/** Nobody writes a computed value; where a form would have an input, the value itself stands. */
function ComputedValue({ field, value, id }: InputProps) {
  return (
    <output id={id} className="field-computed" aria-label={field.label}>
      {view(value, field)}
    </output>
  )
}

/** A type whose values are those of another one: it looks like that one everywhere. */
export function computedKind(kind: string, icon: IconName): FieldKind {
  return {
    kind,
    icon,
    input: ComputedValue,
    view,
    text: (value, field) => {
      const result = resultOf(field)
      return kindOf(result.type).text(value, result)
    },
    filter: 'result',
  }
}

import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { asAnyTarget } from '../values'

const label: FieldKind['text'] = (value) => asAnyTarget(value)?.label ?? ''

export const anyReference: FieldKind = {
  kind: 'any_reference',
  icon: 'link',
  input: lazyInput(async () => (await import('../parts/any-reference-input')).AnyReferenceInput),
  view: label,
  text: label,
  filter: 'none',
  write: (value) => {
    const target = asAnyTarget(value)
    return target && { object: target.object, id: target.id }
  },
}

import { Tag } from '@ui/tag'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { lookupChoices, recordChoices } from '../load-choices'
import { asNamedList, idsOf } from '../values'

export const manyToMany: FieldKind = {
  kind: 'many_to_many',
  icon: 'link',
  input: lazyInput(async () => (await import('../parts/links-input')).LinksInput),
  view: (value) => asNamedList(value).map((one) => <Tag key={one.id}>{one.label}</Tag>),
  text: (value) => asNamedList(value).map((one) => one.label).join(', '),
  filter: 'reference',
  lookup: (pasted, field) => lookupChoices(recordChoices(field.options.object ?? '', field.options.title_field), pasted),
  write: idsOf,
}

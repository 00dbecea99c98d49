import { Tag } from '@ui/tag'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { asKeys } from '../values'

const text: FieldKind['text'] = (value) => asKeys(value).join(', ')

export const tags: FieldKind = {
  kind: 'tags',
  icon: 'tag',
  input: lazyInput(async () => (await import('../parts/tags-input')).TagsInput),
  view: (value) => asKeys(value).map((tag) => <Tag key={tag}>{tag}</Tag>),
  text,
  filter: 'parsed',
  parse: (pasted) => [...new Set(pasted.split(/[,，、;；\n]/).map((tag) => tag.trim()).filter(Boolean))],
}

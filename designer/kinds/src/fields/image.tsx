import { t } from '@i18n/language'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { lazyView } from '../lazy-view'
import { asFiles, idsOfFiles } from '../values'

const text: FieldKind['text'] = (value) => (asFiles(value).length > 0 ? t('image.count', { n: asFiles(value).length }) : '')

export const image: FieldKind = {
  kind: 'image',
  icon: 'image',
  wide: true,
  input: lazyInput(async () => (await import('../parts/image-input')).ImageInput),
  // A list of fifty records would load fifty pictures at their full size.
  view: text,
  page: lazyView(async () => (await import('../parts/image-view')).ImageView, text),
  text,
  filter: 'none',
  write: idsOfFiles,
}

import { t } from '@i18n/language'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { lazyView } from '../lazy-view'
import { asFiles, idsOfFiles } from '../values'

const text: FieldKind['text'] = (value) => (asFiles(value).length > 0 ? t('signature.signed') : '')

export const signature: FieldKind = {
  kind: 'signature',
  icon: 'pencil',
  input: lazyInput(async () => (await import('../parts/signature-input')).SignatureInput),
  view: text,
  page: lazyView(async () => (await import('../parts/image-view')).ImageView, text),
  text,
  filter: 'none',
  write: idsOfFiles,
}

import type { FieldValue } from '@api/types'
import { t } from '@i18n/language'
import { FileInput } from '../file-input'
import { FileList } from '../file-list'
import type { FieldKind } from '../field-kind'
import { asFiles, idsOfFiles } from '../values'

function count(value: FieldValue): string {
  return asFiles(value).length > 0 ? t('file.count', { n: asFiles(value).length }) : ''
}

export const file: FieldKind = {
  kind: 'file',
  icon: 'paperclip',
  input: FileInput,
  // Lists get the ids only, which is enough to count.
  view: (value) => (asFiles(value).every((one) => one.name !== '') && asFiles(value).length > 0 ? <FileList files={asFiles(value)} /> : count(value)),
  text: (value) => (asFiles(value).every((one) => one.name !== '') ? asFiles(value).map((one) => one.name).join(', ') : count(value)),
  filter: 'none',
  write: idsOfFiles,
}

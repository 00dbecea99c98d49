import { FileInput } from '../file-input'
import { FileList } from '../file-list'
import type { FieldKind } from '../field-kind'
import { asFiles } from '../values'

export const file: FieldKind = {
  kind: 'file',
  icon: 'paperclip',
  input: FileInput,
  view: (value) => (asFiles(value).length > 0 ? <FileList files={asFiles(value)} /> : ''),
  text: (value) => asFiles(value).map((one) => one.name).join(', '),
  filter: 'none',
  write: (value) => asFiles(value).map((one) => one.id),
}

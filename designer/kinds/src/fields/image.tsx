import { FileInput } from '../file-input'
import type { FieldKind } from '../field-kind'
import { file } from './file'

export const image: FieldKind = {
  kind: 'image',
  icon: 'eye',
  input: FileInput,
  view: file.view,
  text: file.text,
  filter: 'none',
  ...(file.write ? { write: file.write } : {}),
}

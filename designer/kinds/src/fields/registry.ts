import type { FieldKind } from '../field-kind'
import { autoNumber } from './auto_number'
import { boolean } from './boolean'
import { children } from './children'
import { date } from './date'
import { datetime } from './datetime'
import { decimal } from './decimal'
import { department } from './department'
import { email } from './email'
import { file } from './file'
import { integer } from './integer'
import { longText } from './long_text'
import { money } from './money'
import { multiSelect } from './multi_select'
import { percent } from './percent'
import { phone } from './phone'
import { reference } from './reference'
import { select } from './select'
import { text } from './text'
import { user } from './user'

const KINDS: readonly FieldKind[] = [
  autoNumber,
  boolean,
  children,
  date,
  datetime,
  decimal,
  department,
  email,
  file,
  integer,
  longText,
  money,
  multiSelect,
  percent,
  phone,
  reference,
  select,
  text,
  user,
]

export const fieldKinds: ReadonlyMap<string, FieldKind> = new Map(KINDS.map((kind) => [kind.kind, kind]))

/** The kind of a field; a type that this build does not know yet is shown as text. */
export function kindOf(type: string): FieldKind {
  return fieldKinds.get(type) ?? text
}

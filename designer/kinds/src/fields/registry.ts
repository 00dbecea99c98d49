import type { FieldKind } from '../field-kind'
import { anyReference } from './any_reference'
import { autoNumber } from './auto_number'
import { barcode } from './barcode'
import { boolean } from './boolean'
import { children } from './children'
import { color } from './color'
import { date } from './date'
import { datetime } from './datetime'
import { decimal } from './decimal'
import { department } from './department'
import { duration } from './duration'
import { email } from './email'
import { file } from './file'
import { image } from './image'
import { integer } from './integer'
import { json } from './json'
import { location } from './location'
import { longText } from './long_text'
import { lookup } from './lookup'
import { manyToMany } from './many_to_many'
import { money } from './money'
import { multiSelect } from './multi_select'
import { percent } from './percent'
import { phone } from './phone'
import { rating } from './rating'
import { reference } from './reference'
import { region } from './region'
import { richText } from './rich_text'
import { rollup } from './rollup'
import { secret } from './secret'
import { select } from './select'
import { signature } from './signature'
import { stage } from './stage'
import { tags } from './tags'
import { text } from './text'
import { time } from './time'
import { url } from './url'
import { user } from './user'
import { users } from './users'

const KINDS: readonly FieldKind[] = [
  anyReference,
  autoNumber,
  barcode,
  boolean,
  children,
  color,
  date,
  datetime,
  decimal,
  department,
  duration,
  email,
  file,
  image,
  integer,
  json,
  location,
  longText,
  lookup(kindOf),
  manyToMany,
  money,
  multiSelect,
  percent,
  phone,
  rating,
  reference,
  region,
  richText,
  rollup(kindOf),
  secret,
  select,
  signature,
  stage,
  tags,
  text,
  time,
  url,
  user,
  users,
]

export const fieldKinds: ReadonlyMap<string, FieldKind> = new Map(KINDS.map((kind) => [kind.kind, kind]))

/** The kind of a field; a type that this build does not know yet is shown as text. */
export function kindOf(type: string): FieldKind {
  return fieldKinds.get(type) ?? text
}

import type { FieldKind } from '../field-kind'
import { departmentChoices, lookupChoice } from '../load-choices'
import { NamedPicker } from '../named-picker'
import { asNamed, idOf } from '../values'

const label: FieldKind['text'] = (value) => asNamed(value)?.label ?? ''

export const department: FieldKind = {
  kind: 'department',
  icon: 'building',
  input: (props) => <NamedPicker {...props} load={departmentChoices} />,
  view: label,
  text: label,
  filter: 'department',
  lookup: (pasted) => lookupChoice(departmentChoices, pasted),
  write: idOf,
}

import { Avatar } from '@ui/avatar'
import type { FieldKind } from '../field-kind'
import { lookupChoice, userChoices } from '../load-choices'
import { NamedPicker } from '../named-picker'
import { asNamed, idOf } from '../values'
import './user.css'

export const user: FieldKind = {
  kind: 'user',
  icon: 'user',
  input: (props) => <NamedPicker {...props} load={userChoices} />,
  view: (value) => {
    const person = asNamed(value)
    return person ? (
      <span className="person">
        <Avatar name={person.label} size={22} />
        <span className="truncate">{person.label}</span>
      </span>
    ) : (
      ''
    )
  },
  text: (value) => asNamed(value)?.label ?? '',
  filter: 'user',
  lookup: (pasted) => lookupChoice(userChoices, pasted),
  write: idOf,
}

import { Avatar } from '@ui/avatar'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { lookupChoices, userChoices } from '../load-choices'
import { asNamedList, idsOf } from '../values'
import './user.css'

export const users: FieldKind = {
  kind: 'users',
  icon: 'users',
  input: lazyInput(async () => (await import('../parts/users-input')).UsersInput),
  view: (value) => (
    <span className="people">
      {asNamedList(value).map((person) => (
        <span key={person.id} className="person">
          <Avatar name={person.label} size={22} />
          <span className="truncate">{person.label}</span>
        </span>
      ))}
    </span>
  ),
  text: (value) => asNamedList(value).map((person) => person.label).join(', '),
  filter: 'user',
  lookup: (pasted) => lookupChoices(userChoices, pasted),
  write: idsOf,
}

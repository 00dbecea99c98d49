import type { InputProps } from '../field-kind'
import { userChoices } from '../load-choices'
import { NamedListPicker } from './named-list-picker'

/** Chooses several people. */
export function UsersInput(props: InputProps) {
  return <NamedListPicker {...props} load={userChoices} most={props.field.options.max_users} />
}

/** What depends on the record: whether a field is shown, must be filled in, and may be changed. */
export interface FieldState {
  visible: boolean
  required: boolean
  readOnly: boolean
}

/** As long as nothing else is known. */
export const OPEN_STATE: FieldState = { visible: true, required: false, readOnly: false }

export function sameState(one: FieldState, two: FieldState): boolean {
  return one.visible === two.visible && one.required === two.required && one.readOnly === two.readOnly
}

/** The name of a cell among the states of a form. */
export function cellPlace(field: string, rowKey: string, column: string): string {
  return `${field}/${rowKey}/${column}`
}

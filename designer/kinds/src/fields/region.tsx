import type { FieldValue, Named } from '@api/types'
import type { FieldKind } from '../field-kind'
import { lookupChoice, regionChoices } from '../load-choices'
import { NamedPicker } from '../named-picker'
import { asText } from '../values'

/** A division as a choice: its code is what is kept. */
function asDivision(value: FieldValue): Named | null {
  if (value && typeof value === 'object' && !Array.isArray(value) && typeof value['code'] === 'string') {
    return { id: value['code'], label: asText(value['label']) || value['code'] }
  }
  return typeof value === 'string' && value !== '' ? { id: value, label: value } : null
}

const label: FieldKind['text'] = (value) => asDivision(value)?.label ?? ''

export const region: FieldKind = {
  kind: 'region',
  icon: 'target',
  input: (props) => (
    <NamedPicker
      {...props}
      value={asDivision(props.value)}
      load={regionChoices}
      onChange={(picked) => {
        const chosen = picked && typeof picked === 'object' && !Array.isArray(picked) ? picked : null
        props.onChange(chosen ? { code: chosen['id'], label: chosen['label'] } : null)
      }}
    />
  ),
  view: label,
  text: label,
  filter: 'region',
  lookup: async (pasted) => {
    const found = await lookupChoice(regionChoices, pasted)
    return found ? { code: found.id, label: found.label } : undefined
  },
  write: (value) => asDivision(value)?.id ?? null,
}

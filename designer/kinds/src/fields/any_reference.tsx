import { useMemo } from 'react'
import type { FieldMeta, FieldValue, Named } from '@api/types'
import type { LoadChoices } from '@ui/choice-list'
import type { FieldKind, InputProps } from '../field-kind'
import { recordChoices } from '../load-choices'
import { NamedPicker } from '../named-picker'
import { asNamed, asText } from '../values'

/** Records of several objects in one list: the id of a choice is `object:id`, its hint the object. */
function anyChoices(field: FieldMeta): LoadChoices {
  const objects = field.options.objects ?? []
  return async (search, signal) => {
    const lists = await Promise.all(objects.map(async (object) => (await recordChoices(object.name, object.title_field)(search, signal)).map((choice) => ({ ...choice, id: `${object.name}:${choice.id}`, hint: object.label }))))
    return lists.flat()
  }
}

function asAny(value: FieldValue): (Named & { object: string }) | null {
  const named = asNamed(value)
  return named && value && typeof value === 'object' && !Array.isArray(value) ? { ...named, object: asText(value['object']) } : null
}

function AnyReferenceInput(props: InputProps) {
  const { field, value, onChange } = props
  const load = useMemo(() => anyChoices(field), [field])
  const chosen = asAny(value)
  return (
    <NamedPicker
      {...props}
      value={chosen ? { id: `${chosen.object}:${chosen.id}`, label: chosen.label } : null}
      load={load}
      onChange={(picked) => {
        const named = asNamed(picked)
        const [object = '', id = ''] = (named?.id ?? '').split(':')
        onChange(named ? { object, id, label: named.label } : null)
      }}
    />
  )
}

const label: FieldKind['text'] = (value) => asAny(value)?.label ?? ''

export const anyReference: FieldKind = {
  kind: 'any_reference',
  icon: 'link',
  input: AnyReferenceInput,
  view: label,
  text: label,
  filter: 'none',
  write: (value) => {
    const chosen = asAny(value)
    return chosen ? { object: chosen.object, id: chosen.id } : null
  },
}

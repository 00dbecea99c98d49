import { useParams, useSearch } from '@tanstack/react-router'
import { FormPage } from '@forms/form/form-page'

/** `customer~17~华东制造`: the record from which a related one is created; `about~customer:17~华东制造` where the field may lead to several objects. */
function readPreset(from: string | undefined) {
  const [field, id, ...label] = (from ?? '').split('~')
  return field && id ? { [field]: { id, label: label.join('~') || id } } : undefined
}

export default function ObjectFormPage() {
  const { object = '', id } = useParams({ strict: false })
  const { from } = useSearch({ strict: false })
  return <FormPage key={`${object}/${id ?? 'new'}`} object={object} id={id} preset={readPreset(from)} />
}

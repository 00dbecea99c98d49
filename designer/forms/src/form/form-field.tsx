import { memo, useId } from 'react'
import type { FieldMeta } from '@api/types'
import { isEmpty } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'
import { Nothing } from '@ui/nothing'
import { viewValue } from '../field-view'
import { FieldFrame } from './field-frame'
import { useFieldState, useFieldValue, useForm, useProblem } from './use-form'

/** One field of a form. It renders again only when its own value or problem changes. */
export const FormField = memo(function FormField({ field, wide }: { field: FieldMeta; wide?: boolean | undefined }) {
  const store = useForm()
  const id = useId()
  const value = useFieldValue(store, field.name)
  const problem = useProblem(store, field.name)
  const kind = kindOf(field.type)
  const state = useFieldState(store, field.name)
  const editable = field.writable && !field.computed && !field.read_only && !state.readOnly
  const required = field.required || state.required
  const Input = kind.input
  if (!state.visible) return null
  return (
    <FieldFrame field={field} id={id} wide={wide} error={problem?.message} editable={editable} required={required} onLeave={() => store.leave(field.name)}>
      {editable || field.type === 'auto_number' ? (
        <Input
          field={required === field.required ? field : { ...field, required }}
          stored={store.saved()?.[field.name]}
          object={store.meta.name}
          id={id}
          value={value}
          invalid={problem !== undefined}
          describedBy={problem ? `${id}-error` : field.help ? `${id}-help` : undefined}
          onChange={(next) => store.set(field.name, next)}
          onProblem={(message) => store.hold(`/${field.name}`, message)}
        />
      ) : (
        <output id={id} className={`form-output ${kind.align === 'end' ? 'form-output-number' : ''}`}>
          {isEmpty(value) ? <Nothing /> : viewValue(field, value)}
        </output>
      )}
    </FieldFrame>
  )
})

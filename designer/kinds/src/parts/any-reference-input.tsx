import { useMemo, useState } from 'react'
import { useT } from '@i18n/language'
import { Picker } from '@ui/picker'
import type { InputProps } from '../field-kind'
import { recordChoices } from '../load-choices'
import { asAnyTarget } from '../values'
import './any-reference-input.css'

/** First of which kind, then which one. With a single kind there is nothing to choose first. */
export function AnyReferenceInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const target = asAnyTarget(value)
  const objects = (field.options.objects ?? []).map((one) => ({ id: one.name, label: one.label }))
  const [picked, setPicked] = useState<string | null>(null)
  const object = target?.object ?? picked ?? (objects.length === 1 ? (objects[0]?.id ?? null) : null)
  const title = field.options.objects?.find((one) => one.name === object)?.title_field
  const load = useMemo(() => (object === null ? undefined : recordChoices(object, title)), [object, title])
  return (
    <span className="any-reference">
      {objects.length > 1 && (
        <Picker
          label={`${field.label} ${t('reference.object')}`}
          placeholder={t('reference.object')}
          value={objects.filter((one) => one.id === object)}
          choices={objects}
          invalid={invalid}
          onChange={([choice]) => {
            setPicked(choice?.id ?? null)
            if (choice?.id !== target?.object) onChange(null)
          }}
        />
      )}
      <Picker
        id={id}
        label={field.label}
        value={target ? [target] : []}
        load={load}
        choices={[]}
        disabled={object === null}
        clearable={!field.required}
        invalid={invalid}
        describedBy={describedBy}
        autoFocus={autoFocus}
        onBlur={onBlur}
        onChange={([choice]) => {
          setPicked(object)
          onChange(choice && object !== null ? { object, id: choice.id, label: choice.label } : null)
        }}
      />
    </span>
  )
}

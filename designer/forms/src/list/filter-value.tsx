import { useMemo } from 'react'
import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { filterKind, parsedText, shownText } from './filter-kind'
import { departmentChoices, recordChoices, regionChoices, userChoices } from '@kinds/load-choices'
import { readDecimal } from '@kinds/decimals'
import { optionFor, optionsOf } from '@kinds/values'
import { DateInput } from '@ui/date-input'
import { instantOf, localParts } from '@ui/day'
import { Picker } from '@ui/picker'
import { arity, type Condition, type ConditionValue } from './filter-codec'

interface Props {
  field: FieldMeta
  condition: Condition
  onChange: (condition: Condition) => void
}

/** The value of a condition, in the editor that fits the type and the number of values. */
export function FilterValue({ field: asked, condition, onChange }: Props) {
  const t = useT()
  const { field, kind } = filterKind(asked)
  const editor = kind.filter
  const shape = arity(condition.op)
  const object = field.options.object ?? ''
  const title = field.options.title_field
  const load = useMemo(
    () => (editor === 'reference' ? recordChoices(object, title) : editor === 'user' ? userChoices : editor === 'department' ? departmentChoices : editor === 'region' ? regionChoices : undefined),
    [editor, object, title],
  )
  const set = (values: ConditionValue[]) => onChange({ ...condition, values })
  if (shape === 'none') return null

  if (load || editor === 'options' || editor === 'boolean') {
    const options = optionsOf(field).map((option) => ({ id: option.value, label: option.label, color: option.color }))
    const choices = editor === 'boolean' ? [{ id: 'true', label: t('value.yes') }, { id: 'false', label: t('value.no') }] : load ? undefined : options
    const labelled = (one: ConditionValue) => one.label ?? choices?.find((choice) => choice.id === one.value)?.label ?? optionFor(field, one.value).label
    return (
      <Picker
        label={field.label}
        multiple={shape === 'many'}
        value={condition.values.map((one) => ({ id: one.value, label: labelled(one) }))}
        choices={choices}
        load={load}
        onChange={(picked) => set(picked.map((choice) => (load ? { value: choice.id, label: choice.label } : { value: choice.id })))}
      />
    )
  }

  const one = (place: 0 | 1) => {
    const value = condition.values[place]?.value ?? ''
    const put = (text: string) => {
      const next = [condition.values[0] ?? { value: '' }, condition.values[1] ?? { value: '' }]
      next[place] = { value: text }
      set(shape === 'two' ? next : next.slice(0, 1))
    }
    if (editor === 'date') return <DateInput key={place} label={field.label} value={value || null} onChange={(day) => put(day ?? '')} />
    if (editor === 'datetime') {
      // The second end of a range means the whole day.
      return <DateInput key={place} label={field.label} value={localParts(value)?.day ?? null} onChange={(day) => put(day ? instantOf(day, place === 1 ? '23:59' : '00:00') : '')} />
    }
    const numeric = editor === 'number'
    const read = (text: string) => (numeric ? (readDecimal(text) ?? '') : editor === 'parsed' ? parsedText(kind, field, text) : text)
    return (
      <input
        key={place}
        className="field-control"
        aria-label={field.label}
        inputMode={numeric ? 'decimal' : 'text'}
        defaultValue={editor === 'parsed' ? shownText(kind, field, value) : value}
        placeholder={numeric ? '0' : ''}
        onChange={(event) => put(read(event.target.value))}
      />
    )
  }

  if (shape === 'two') {
    return (
      <>
        {one(0)}
        <span className="muted">–</span>
        {one(1)}
      </>
    )
  }
  if (shape === 'many') {
    return (
      <input
        className="field-control"
        aria-label={field.label}
        placeholder={t('filter.many')}
        defaultValue={condition.values.map((value) => (editor === 'parsed' ? shownText(kind, field, value.value) : value.value)).join(', ')}
        onChange={(event) => set(event.target.value.split(/[,，、]/)
            .map((text) => ({ value: editor === 'parsed' ? parsedText(kind, field, text.trim()) : text.trim() }))
            .filter((value) => value.value !== ''))}
      />
    )
  }
  return one(0)
}

import { useState } from 'react'
import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { IconButton } from '@ui/icon-button'
import { isComplete, type Condition } from './filter-codec'
import { usableOperators } from './filter-kind'
import { FilterValue } from './filter-value'
import { operatorLabel } from './operator-label'
import './filter.css'

interface Props {
  fields: FieldMeta[]
  conditions: Condition[]
  onApply: (conditions: Condition[]) => void
}

/** Builds a filter: each line is a field, an operator that its type has, and a value. */
export function FilterBuilder({ fields, conditions, onApply }: Props) {
  const t = useT()
  const usable = fields.filter((field) => usableOperators(field).length > 0 && field.type !== 'id' && field.name !== 'revision')
  const fresh = (field = usable[0]): Condition => ({ field: field?.name ?? '', op: (field && usableOperators(field)[0]) ?? '', values: [] })
  const [draft, setDraft] = useState<Condition[]>(conditions.length > 0 ? conditions : [fresh()])
  const replace = (index: number, next: Condition) => setDraft(draft.map((one, place) => (place === index ? next : one)))

  return (
    <form
      className="filter-builder"
      onSubmit={(event) => {
        event.preventDefault()
        onApply(draft.filter(isComplete))
      }}
    >
      {draft.map((condition, index) => {
        const field = usable.find((one) => one.name === condition.field)
        return (
          <div key={index} className="filter-line" role="group" aria-label={t('filter.line', { n: index + 1 })}>
            <select
              className="field-control"
              aria-label={t('filter.field')}
              value={condition.field}
              onChange={(event) => replace(index, fresh(usable.find((one) => one.name === event.target.value)))}
            >
              {usable.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.label}
                </option>
              ))}
            </select>
            <select className="field-control" aria-label={t('filter.operator')} value={condition.op} onChange={(event) => replace(index, { ...condition, op: event.target.value })}>
              {field && usableOperators(field).map((op) => (
                <option key={op} value={op}>
                  {operatorLabel(t, op, field.type)}
                </option>
              ))}
            </select>
            <div className="filter-value">{field && <FilterValue field={field} condition={condition} onChange={(next) => replace(index, next)} />}</div>
            <IconButton icon="x" size={16} label={t('action.remove')} onClick={() => setDraft(draft.filter((_, place) => place !== index))} />
          </div>
        )
      })}
      <div className="filter-foot">
        <Button look="ghost" small icon="plus" onClick={() => setDraft([...draft, fresh()])}>
          {t('filter.add')}
        </Button>
        <span />
        <Button small onClick={() => onApply([])}>
          {t('filter.clear')}
        </Button>
        <Button small look="primary" type="submit">
          {t('filter.apply')}
        </Button>
      </div>
    </form>
  )
}

import type { FieldMeta } from '@api/types'
import { useT, type Translate } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { Icon } from '@ui/icon'
import type { Condition } from './filter-codec'
import { operatorLabel } from './operator-label'

/** A condition in words. */
export function describe(t: Translate, condition: Condition, field: FieldMeta): string {
  const kind = kindOf(field.type)
  const shown = condition.values.map((one) => one.label ?? kind.text(field.type === 'boolean' ? one.value === 'true' : one.value, field))
  const joined = shown.join(condition.op === 'between' ? ' – ' : ', ')
  return `${field.label} ${operatorLabel(t, condition.op, field.type)}${joined === '' ? '' : ` ${joined}`}`
}

/** The filter in force; each condition can be taken away. */
export function FilterChips({ fields, conditions, onChange }: { fields: FieldMeta[]; conditions: Condition[]; onChange: (conditions: Condition[]) => void }) {
  const t = useT()
  const known = conditions.flatMap((condition) => {
    const field = fields.find((one) => one.name === condition.field)
    return field ? [{ condition, text: describe(t, condition, field) }] : []
  })
  if (known.length === 0) return null
  return (
    <ul className="filter-chips" aria-label={t('filter.title')}>
      {known.map(({ condition, text }, index) => (
        <li key={index} className="filter-chip">
          <span className="truncate">{text}</span>
          <button type="button" aria-label={`${t('action.remove')} ${text}`} onClick={() => onChange(conditions.filter((one) => one !== condition))}>
            <Icon name="x" size={13} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="filter-clear" onClick={() => onChange([])}>
          {t('filter.clear')}
        </button>
      </li>
    </ul>
  )
}

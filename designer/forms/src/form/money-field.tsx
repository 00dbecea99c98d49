import { useId } from 'react'
import type { FieldMeta } from '@api/types'
import { formatDecimal } from '@i18n/format'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { asText } from '@kinds/values'
import { viewValue } from '../field-view'
import { FieldFrame } from './field-frame'
import { FormField } from './form-field'
import { useForm, useFieldState, useVersion } from './use-form'
import './money-field.css'

/** An amount with the fields that come with it: its currency beside it, and below its rate, the day of the rate and what it is worth to the company. */
export function MoneyField({ field, wide }: { field: FieldMeta; wide?: boolean | undefined }) {
  const t = useT()
  const store = useForm()
  const id = useId()
  // Any of five fields may change it, and what the server looked up.
  useVersion(store)
  const state = useFieldState(store, field.name)
  const part = (suffix: string) => store.meta.fields.find((one) => one.name === `${field.name}_${suffix}`)
  const currency = part('currency')
  if (!currency) return <FormField field={field} wide={wide} />
  if (!state.visible) return null

  const open = (one: FieldMeta) => one.writable && !one.computed && !one.read_only && !state.readOnly
  const required = field.required || state.required
  const names = [field, ...['currency', 'rate', 'rate_date'].flatMap((suffix) => part(suffix) ?? [])]
  const problem = names.map((one) => store.problemAt(`/${one.name}`)).find((one) => one !== undefined)
  const company = part('company')
  const chosen = asText(store.suggestion(currency.name))
  const foreign = chosen !== '' && chosen !== company?.options.currency
  const entry = (one: FieldMeta, inputId?: string) => {
    const Input = kindOf(one.type).input
    return open(one) ? (
      <span data-path={`/${one.name}`}>
        <Input
          field={{ ...one, required: one === field && required }}
          object={store.meta.name}
          id={inputId}
          value={one === currency ? store.suggestion(one.name) : store.get(one.name)}
          invalid={store.problemAt(`/${one.name}`) !== undefined}
          describedBy={problem ? `${id}-error` : undefined}
          onChange={(next) => store.set(one.name, next)}
          onBlur={() => store.leave(one.name)}
        />
      </span>
    ) : (
      <output id={inputId} className="form-output form-output-number">
        {viewValue(one, store.get(one.name))}
      </output>
    )
  }
  const [rate, day] = [part('rate'), part('rate_date')]
  const looked = rate && asText(store.get(rate.name)) === '' ? asText(store.suggestion(rate.name)) : ''

  return (
    <FieldFrame field={field} id={id} wide={wide} error={problem?.message} editable={open(field)} required={required} onLeave={() => store.leave(field.name)}>
      <span className="money-field">
        {entry(currency)}
        {entry(field, id)}
      </span>
      {foreign && rate && day && (
        <span className="money-rate">
          <label>
            {t('money.rate')}
            {entry(rate)}
          </label>
          <label>
            {t('money.day')}
            {entry(day)}
          </label>
        </span>
      )}
      {foreign && company && asText(store.get(company.name)) !== '' && (
        <p className="form-help">
          {looked !== '' && `${t('money.looked_up', { rate: formatDecimal(looked) })} · `}
          {company.label} {kindOf('money').text(store.get(company.name), company)}
        </p>
      )}
    </FieldFrame>
  )
}

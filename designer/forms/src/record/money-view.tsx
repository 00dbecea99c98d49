import type { FieldMeta, RecordData } from '@api/types'
import { formatMoney } from '@i18n/format'
import { useT } from '@i18n/language'
import { kindOf } from '@kinds/fields/registry'
import { asText } from '@kinds/values'

/** An amount in its own currency, and below at which rate it is worth how much to the company. */
export function MoneyView({ field, record, company }: { field: FieldMeta; record: RecordData; company: FieldMeta | undefined }) {
  const t = useT()
  const part = (suffix: string) => asText(record[`${field.name}_${suffix}`])
  const currency = part('currency')
  const scale = field.options.scale ?? 2
  return (
    <>
      {currency === '' ? asText(record[field.name]) : formatMoney(asText(record[field.name]), currency, scale, 'symbol')}
      {part('rate') !== '' && Number(part('rate')) !== 1 && (
        <small className="muted money-worth">{t('money.worth', { rate: part('rate').replace(/\.?0+$/, ''), date: part('rate_date'), worth: company ? kindOf(company.type).text(record[company.name], company) : part('company') })}</small>
      )}
    </>
  )
}

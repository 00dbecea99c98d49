import type { FieldMeta } from '@api/types'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'

/** Beside the name of a field whose values are being computed again: some may still be the old ones. */
export function ComputingMark({ field }: { field: FieldMeta }) {
  const t = useT()
  if (!field.computing) return null
  return (
    <span className="computing-mark" role="img" aria-label={t('field.computing')} title={t('field.computing')}>
      <Icon name="refresh" size={12} />
    </span>
  )
}

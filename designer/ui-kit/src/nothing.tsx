import { useT } from '@i18n/language'
import './nothing.css'

/** Stands where a value would be. A dash for the eye, words for the ear. */
export function Nothing() {
  const t = useT()
  return (
    <span className="nothing">
      <span aria-hidden="true">—</span>
      <span className="visually-hidden">{t('value.nothing')}</span>
    </span>
  )
}
